"""How a case moves, and what may be decided (obligations c-4). No database and no clock here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.moderation.kinds import AWAY, CLAIMS, UNDECIDED, URGENT, Ground, Kind, Outcome, Side, Standard, State, Step

WORDS = 5_000
REASON = 2_000
#: Most reports of one member, or of one address, in an hour.
REPORTS_AN_HOUR = 10
#: After so many urgent reports in a quarter that proved groundless, somebody looks before anything is hidden.
FALSE_ALARMS = 2

_WORK: dict[Step, State] = {Step.SORT: State.INVESTIGATING, Step.HAND_OVER: State.INVESTIGATING}
_MOVES: dict[State, dict[Step, State]] = {
    State.SUBMITTED: {Step.ACKNOWLEDGE: State.ACKED},
    State.ACKED: {Step.TRIAGE: State.TRIAGED},
    State.TRIAGED: {Step.TAKE: State.INVESTIGATING, Step.SORT: State.TRIAGED},
    State.INVESTIGATING: {
        **_WORK,
        Step.DELAY: State.INVESTIGATING,
        Step.ASK: State.SENDER_ASKED,
        Step.DECIDE: State.DECIDED,
    },
    State.SENDER_ASKED: {
        Step.HAND_OVER: State.SENDER_ASKED,
        Step.OBJECT: State.INVESTIGATING,
        Step.AGREE: State.INVESTIGATING,
        Step.FALL_SILENT: State.INVESTIGATING,
    },
    State.DECIDED: {Step.TELL: State.BOTH_TOLD},
    State.BOTH_TOLD: {Step.APPEAL: State.APPEAL, Step.TAKE_BACK: State.FINAL, Step.CLOSE: State.FINAL},
    State.APPEAL: {Step.DECIDE_AGAIN: State.FINAL},
    State.FINAL: {},
}
for _state in (State.TRIAGED, State.INVESTIGATING, State.SENDER_ASKED, State.BOTH_TOLD, State.APPEAL, State.FINAL):
    _MOVES[_state][Step.OVERRULE] = State.DECIDED


@dataclass(frozen=True)
class Standing:
    """Where a case stands, and what is true of it.

    `has_author`: a member wrote it who can still be asked. `is_staffs_own`: nobody reported it, the staff acted by themselves.
    `was_appealed` is about the decision that stands.
    """

    state: State = State.SUBMITTED
    kind: Kind = Kind.TERMS
    has_author: bool = True
    is_staffs_own: bool = False
    was_asked: bool = False
    was_delayed: bool = False
    was_appealed: bool = False
    was_overruled: bool = False
    outcome: Outcome | None = None


def is_open(standing: Standing, step: Step) -> bool:
    """Whether `step` can be taken now."""
    if step not in _MOVES[standing.state]:
        return False
    return {
        Step.ASK: standing.kind in CLAIMS and standing.has_author and not standing.was_asked,
        Step.DELAY: not standing.was_delayed,
        Step.OVERRULE: standing.kind == Kind.CHILD
        and standing.outcome != Outcome.REMOVED
        and not standing.was_overruled,
        Step.APPEAL: not standing.was_appealed,
        Step.TAKE_BACK: standing.is_staffs_own and standing.outcome in AWAY,
    }.get(step, True)


def next_state(standing: Standing, step: Step) -> State:
    """Where `step` leads. Raises `Refused("not_now")` where it is not open."""
    if not is_open(standing, step):
        raise Refused("not_now", _("This cannot be done with the report as it stands. Please reload the page."))
    return _MOVES[standing.state][step]


def steps_open(standing: Standing) -> list[Step]:
    """Every step that can be taken now."""
    return [step for step in Step if is_open(standing, step)]


@dataclass(frozen=True)
class Hearing:
    """What came of showing the claim to the author: until when they could answer, and what they said."""

    ends_at: datetime
    objects: bool | None = None

    def is_silent(self, moment: datetime) -> bool:
        """Whether the time has passed without a word."""
        return self.objects is None and moment >= self.ends_at


def grounds_open(kind: Kind, *, has_author: bool, hearing: Hearing | None, moment: datetime) -> set[Ground]:
    """On what words may be taken away now. For a claim to a right, on nothing before its author was heard, or had the time.

    After an objection only somebody's own finding is left (情プラ法 3(2)): no silence, no agreement, nothing by itself.
    """
    if hearing is not None:
        if hearing.objects is None:
            return {Ground.JUDGED, Ground.SILENT} if hearing.is_silent(moment) else _unheard(kind)
        return {Ground.JUDGED} if hearing.objects else {Ground.JUDGED, Ground.AGREED}
    return _unheard(kind) if has_author else {Ground.JUDGED}


def _unheard(kind: Kind) -> set[Ground]:
    return set() if kind == Kind.RIGHTS else {Ground.JUDGED}


def ensure_decidable(outcome: Outcome, *, reason: str, standard: str, ground: str, grounds: Collection[Ground]) -> None:
    """Raises `Refused`: `reason_needed`, `standard_needed`, `not_heard` (the author's time has not passed), `no_ground`."""
    if not reason.strip():
        raise Refused("reason_needed", _("Please write why: those concerned are told."), field="reason")
    if outcome not in AWAY:
        return
    if standard not in Standard.values:
        raise Refused("standard_needed", _("Please say which standard it is against."), field="standard")
    if not grounds:
        words = _("The author has not been heard yet, and their time has not passed. Show them the claim first.")
        raise Refused("not_heard", words, field="outcome")
    if ground not in grounds:
        raise Refused("no_ground", _("It cannot be taken away on this ground now."), field="ground")


def ensure_other_eyes(actor: UUID | None, *, decided_by: Collection[UUID | None]) -> None:
    """Whoever decided does not look at it again. Raises `Refused("same_person")`."""
    if actor is None or actor in decided_by:
        raise Refused("same_person", _("Somebody who has not decided in this case looks at it again."))


def ensure_not_own(actor: UUID, *, author: UUID | None, reporters: Collection[UUID | None], is_alone: bool) -> None:
    """Nobody decides about their own words or their own report, unless there is nobody else. Raises `Refused("own_case")`."""
    if not is_alone and actor in {author, *reporters}:
        raise Refused(
            "own_case", _("This is about your own words or your own report: please let somebody else decide.")
        )


def hides_at_once(kind: Kind, *, is_known: bool, false_alarms: int, was_kept: bool) -> bool:
    """Whether the words go off the pages before anybody has looked: urgent, from somebody whose address we know, and no
    alarm that was groundless before."""
    return kind in URGENT and is_known and not was_kept and false_alarms < FALSE_ALARMS


def side_of_appeal(outcome: Outcome) -> Side:
    """Who may ask for another look: whoever the decision went against."""
    return Side.AUTHOR if outcome in AWAY else Side.REPORTER


def waits(state: State) -> bool:
    """Whether somebody of the staff has something to do."""
    return state in (*UNDECIDED, State.APPEAL)
