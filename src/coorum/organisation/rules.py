"""How a processor's entry moves, and when personal data may go there. No database and no clock here.

Days are days in Japan: a contract holds through its last day, and nothing leaves from midnight on.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.organisation.countries import EQUAL, HOME
from coorum.organisation.kinds import Due, Fault, Route, State, Step

#: How long a yearly review may be late before nothing goes there any more, and by when deletion is certified.
REVIEW_GRACE = timedelta(days=30)
CERTIFICATE_WITHIN = timedelta(days=30)
#: How long before a day its alarm is raised.
AHEAD = timedelta(days=30)
IN_USE = (State.ACTIVE, State.REVIEW_DUE)
OVER = (State.ENDED, State.CERTIFIED, State.DROPPED)

_S, _T = Step, State
_CARE = {_S.REVIEW, _S.LOOK_ABROAD, _S.CONTRACT, _S.CHECK, _S.AMEND}
_MOVES: Mapping[State, Mapping[Step, State]] = {
    _T.PROPOSED: {
        _S.CHECK: _T.CHECKED,
        _S.FAIL: _T.PROPOSED,
        _S.AMEND: _T.PROPOSED,
        _S.CHANGE: _T.PROPOSED,
        _S.DROP: _T.DROPPED,
    },
    _T.CHECKED: {
        _S.CHECK: _T.CHECKED,
        _S.FAIL: _T.PROPOSED,
        _S.CONTRACT: _T.CONTRACTED,
        _S.AMEND: _T.CHECKED,
        _S.CHANGE: _T.PROPOSED,
        _S.DROP: _T.DROPPED,
    },
    _T.CONTRACTED: {
        **dict.fromkeys(_CARE, _T.CONTRACTED),
        _S.FAIL: _T.SUSPENDED,
        _S.CHANGE: _T.CONTRACTED,
        _S.ACTIVATE: _T.ACTIVE,
        _S.END: _T.ENDED,
    },
    _T.ACTIVE: {
        **dict.fromkeys(_CARE, _T.ACTIVE),
        _S.FALL_DUE: _T.REVIEW_DUE,
        _S.FAIL: _T.SUSPENDED,
        _S.CHANGE: _T.CONTRACTED,
        _S.SUSPEND: _T.SUSPENDED,
        _S.END: _T.ENDED,
    },
    _T.REVIEW_DUE: {
        **dict.fromkeys(_CARE, _T.REVIEW_DUE),
        _S.REVIEW: _T.ACTIVE,
        _S.FAIL: _T.SUSPENDED,
        _S.CHANGE: _T.CONTRACTED,
        _S.SUSPEND: _T.SUSPENDED,
        _S.END: _T.ENDED,
    },
    _T.SUSPENDED: {
        **dict.fromkeys(_CARE, _T.SUSPENDED),
        _S.FAIL: _T.SUSPENDED,
        _S.CHANGE: _T.SUSPENDED,
        _S.ACTIVATE: _T.ACTIVE,
        _S.END: _T.ENDED,
    },
    _T.ENDED: {_S.CERTIFY: _T.CERTIFIED},
    _T.CERTIFIED: {},
    _T.DROPPED: {},
}


def after(state: State, step: Step) -> State:
    """Where `step` leads. Raises `Refused("not_now")` where it is not open."""
    if step not in _MOVES[state]:
        raise Refused("not_now", _("This cannot be done as it stands. Please reload the page."))
    return _MOVES[state][step]


def steps_open(state: State) -> list[Step]:
    """What an officer can do now; that a review falls due, the clock says."""
    return [step for step in Step if step in _MOVES[state] and step != Step.FALL_DUE]


@dataclass(frozen=True)
class Standing:
    """What the register knows of one processor: days in Japan, countries by their code, the newest of each."""

    state: State
    country: str = HOME
    route: Route = Route.DOMESTIC
    subcountries: frozenset[str] = frozenset()
    has_unapproved_sub: bool = False
    named: frozenset[str] = frozenset()
    described: frozenset[str] = field(default_factory=frozenset)
    has_measures: bool = False
    checked_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    reviewed_on: date | None = None
    looked_abroad_on: date | None = None
    look_every: int = 12
    ended_on: date | None = None

    @property
    def is_abroad(self) -> bool:
        return {self.country, *self.subcountries} != {HOME}


@dataclass(frozen=True)
class Deadline:
    """Something to be done through the day `due`."""

    what: Due
    due: date

    def is_near(self, today: date) -> bool:
        return today >= self.due - AHEAD

    def has_passed(self, today: date) -> bool:
        return today > self.due


def faults(one: Standing, today: date) -> list[Fault]:
    """Why nothing may go there today; nothing where it may."""
    found: list[Fault] = [] if one.state in IN_USE else [Fault.NOT_ACTIVE]
    if one.checked_on is None:
        found.append(Fault.NO_CHECK)
    return [*found, *_of_contract(one, today), *_of_review(one, today), *_of_country(one, today)]


def _of_contract(one: Standing, today: date) -> list[Fault]:
    if one.starts_on is None or one.ends_on is None:
        return [Fault.NO_CONTRACT]
    if today < one.starts_on:
        return [Fault.NOT_BEGUN]
    return [Fault.EXPIRED] if today > one.ends_on else []


def _of_review(one: Standing, today: date) -> list[Fault]:
    due = review_due(one)
    return [Fault.REVIEW_OVERDUE] if due and today > due + REVIEW_GRACE else []


def _of_country(one: Standing, today: date) -> list[Fault]:
    """By which way data may be there (APPI 28). Entrusting is no exemption from it."""
    found = [Fault.SUB_UNAPPROVED] if one.has_unapproved_sub else []
    places = {one.country, *one.subcountries}
    abroad = places - {HOME}
    if abroad - one.named:
        found.append(Fault.NOT_NAMED)
    if one.route == Route.NO_HANDLING or not abroad:
        return found
    if one.route == Route.DOMESTIC or (one.route == Route.EQUAL and abroad - EQUAL):
        found.append(Fault.NOT_EQUAL)
    if one.route == Route.CONSENT:
        found.append(Fault.CONSENT_MISSING)
    if one.route in (Route.MEASURES, Route.CONSENT) and abroad - EQUAL - one.described:
        found.append(Fault.NO_INFO)
    if one.route == Route.MEASURES:
        found += [] if one.has_measures else [Fault.NO_MEASURES]
        due = abroad_due(one)
        found += [Fault.ABROAD_UNCHECKED] if due is None or today > due else []
    return found


def review_due(one: Standing) -> date | None:
    """By when it is reviewed: within a year of the last time it was approved or reviewed."""
    return months_after(one.reviewed_on, 12) if one.reviewed_on else None


def abroad_due(one: Standing) -> date | None:
    """By when its handling abroad is checked again (rule 18: regularly)."""
    return months_after(one.looked_abroad_on, one.look_every) if one.looked_abroad_on else None


def deadlines(one: Standing) -> list[Deadline]:
    """What is due, the next first."""
    found: list[Deadline] = []
    if one.state == State.ENDED and one.ended_on:
        found.append(Deadline(Due.CERTIFICATE, one.ended_on + CERTIFICATE_WITHIN))
    if one.state not in OVER:
        found += [Deadline(Due.RENEW, one.ends_on)] if one.ends_on else []
        review, abroad = review_due(one), abroad_due(one)
        found += [Deadline(Due.REVIEW, review)] if review else []
        found += [Deadline(Due.ABROAD, abroad)] if abroad and one.route == Route.MEASURES else []
    return sorted(found, key=lambda deadline: deadline.due)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def ensure_second(*, authors: Collection[object], actor: object, is_alone: bool, why: str) -> None:
    """Raise `Refused` where somebody approves what they entered; with one officer only, the waiver is written down."""
    if actor not in authors:
        return
    if not is_alone:
        raise Refused("self_approval", _("Somebody else must approve it: nobody approves their own work."))
    if not why.strip():
        raise Refused("no_reason", _("Please write why."), field="why")
