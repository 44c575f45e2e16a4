"""How an enquiry moves, by when it is answered, and which letters belong together. No database and no clock here."""

import re
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.enquiries.kinds import WAITING, Kind, State, Step
from coorum.privacy import calendar

#: The target of the policy: a first response within two business days of arrival (article 20(3); our choice).
TARGET_DAYS = 2
#: How long after our answer a reply takes the same case up again; later it opens a new one.
REOPENING = timedelta(days=30)
#: An answer about which nobody said anything more closes its case.
QUIET = timedelta(days=30)
#: How many cases one address opens within an hour; what comes beyond joins the newest of them. Nothing is lost.
CASES_AN_HOUR = 5

_FROM_WAITING: dict[Step, State] = {
    Step.TAKE: State.OPEN,
    Step.ESCALATE: State.ESCALATED,
    Step.ANSWER: State.ANSWERED,
    Step.LINK: State.LINKED,
    Step.FORWARD: State.FORWARDED,
    Step.HAND_OVER: State.HANDED_OVER,
    Step.SET_ASIDE: State.SPAM,
}
_SETTLED = (State.ANSWERED, State.FORWARDED, State.HANDED_OVER)
_MOVES: dict[State, dict[Step, State]] = {
    **{state: {**_FROM_WAITING, Step.REPLY: state, Step.SORT: state} for state in WAITING},
    **{
        state: {Step.REPLY: State.REOPENED, Step.CLOSE: State.CLOSED, Step.ANSWER: State.ANSWERED} for state in _SETTLED
    },
    State.CLOSED: {Step.REPLY: State.REOPENED},
    State.SPAM: {Step.BRING_BACK: State.OPEN, Step.REPLY: State.SPAM, Step.CLOSE: State.CLOSED},
    State.LINKED: {Step.REPLY: State.LINKED},
}
_MOVES[State.RECEIVED][Step.ACKNOWLEDGE] = State.ACKED
for _state in (State.OPEN, State.ESCALATED):  # taking up what two people look at would hide that they do
    del _MOVES[_state][Step.TAKE]
del _MOVES[State.ESCALATED][Step.ESCALATE]

#: How the number of a case stands in a subject, so that replies find their way.
TOKEN = re.compile(r"\[#([0-9A-V]{8})\]")


def next_state(state: State, step: Step) -> State:
    """Where `step` leads. Raises `Refused("not_now")` where it leads nowhere from here."""
    try:
        return _MOVES[state][step]
    except KeyError:
        words = _("This cannot be done with the enquiry as it stands. Please reload the page.")
        raise Refused("not_now", words) from None


def steps_open(state: State) -> list[Step]:
    """Every step that can be taken from here."""
    return [step for step in Step if step in _MOVES.get(state, {})]


def due_on(arrived_at: datetime) -> date:
    """The last day of the target: the second business day in Japan after the day of arrival, whenever it was read."""
    return calendar.business_days_after(calendar.day_of(arrived_at), TARGET_DAYS)


def is_near(due: date, today: date) -> bool:
    """Whether the officers are reminded: from the business day before the last one on."""
    return calendar.business_days_after(today, 1) >= due


def joins(state: State, settled_at: datetime | None, arrived_at: datetime) -> bool:
    """Whether a reply belongs into this case still: within thirty days of our last answer, or while it is open."""
    return state in (*WAITING, State.SPAM, State.LINKED) or (
        settled_at is not None and arrived_at - settled_at <= REOPENING
    )


def number_in(subject: str) -> str:
    """The number of a case in a subject, or "". People write in small letters and with full-width brackets, too."""
    plain = subject.upper().replace("［", "[").replace("］", "]").replace("＃", "#")
    found = TOKEN.search(plain)
    return found[1] if found else ""


def arrival(claimed: datetime, now: datetime) -> datetime:
    """D0: when the mail server took the mail in, never in the future; a mail moved there from long ago is of three months ago."""
    return min(max(claimed, now - timedelta(days=90)), now)


def ensure_fresh_eyes(kind: Kind, *, answered_by: set[object], actor: object, is_alone: bool) -> None:
    """A complaint is answered by somebody who did not answer in this case before. Raises `Refused("same_person")`.

    Where there is no second person, the waiver is written down.
    """
    if kind == Kind.COMPLAINT and actor in answered_by and not is_alone:
        words = _("A complaint is answered by somebody who has not answered in this case before.")
        raise Refused("same_person", words, field="is_alone")
