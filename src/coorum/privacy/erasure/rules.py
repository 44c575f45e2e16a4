"""How an erasure moves, and when (obligations c-5). No database and no clock here.

What a legal hold covers is listed as staying; it is asked for again until the hold is lifted, and five weeks are counted anew
from the moment the last of it went.

Where an officer granted a request to erase (APPI 35), the grounds were checked and the person was identified: keeping the
data another fortnight would prolong what the law calls for ending, so there are no days of grace (`has_grace`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.privacy.erasure.kinds import Result, State, Step

#: How long somebody has to confirm, to come back; how long the oldest backup lives (obligations d).
TO_CONFIRM = timedelta(days=1)
GRACE = timedelta(days=14)
BACKUPS = timedelta(days=35)
#: An erasure that is not done a day after it began is late: the desk is told.
PATIENCE = timedelta(days=1)

_MOVES: dict[State, dict[Step, State]] = {
    State.REQUESTED: {Step.CONFIRM: State.CONFIRMED, Step.LAPSE: State.LAPSED, Step.UNDO: State.UNDONE},
    State.CONFIRMED: {Step.REST: State.GRACE, Step.BEGIN: State.ERASING},
    State.GRACE: {Step.UNDO: State.UNDONE, Step.BEGIN: State.ERASING},
    State.ERASING: {Step.FAIL: State.ERASING, Step.FINISH: State.RESIDUAL},
    State.RESIDUAL: {Step.AGE: State.BACKUP_AGED},
    State.BACKUP_AGED: {Step.DOUBT: State.BACKUP_AGED, Step.PROVE: State.PROVEN},
}


@dataclass(frozen=True)
class Standing:
    """Where an erasure stands, and what is true of it."""

    state: State = State.REQUESTED
    has_grace: bool = True
    results: frozenset[Result] = frozenset()
    is_clean: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether every system has let go, or named the legal hold that keeps it from it."""
        return bool(self.results) and self.results <= {Result.DONE, Result.HELD}

    @property
    def is_whole(self) -> bool:
        """Whether every system has let go."""
        return self.results == {Result.DONE}


def is_open(standing: Standing, step: Step) -> bool:
    """Whether `step` can be taken now."""
    if step not in _MOVES.get(standing.state, {}):
        return False
    return {
        Step.REST: standing.has_grace,
        Step.BEGIN: standing.state == State.GRACE or not standing.has_grace,
        Step.FAIL: not standing.is_answered,
        Step.FINISH: standing.is_answered,
        Step.AGE: standing.is_whole,
        Step.DOUBT: not (standing.is_whole and standing.is_clean),
        Step.PROVE: standing.is_whole and standing.is_clean,
    }.get(step, True)


def next_state(standing: Standing, step: Step) -> State:
    """Where `step` leads. Raises `Refused("not_now")` where it is not open."""
    if not is_open(standing, step):
        raise Refused("not_now", _("This cannot be done any more, or not yet. Please reload the page."))
    return _MOVES[standing.state][step]


def steps_open(standing: Standing) -> list[Step]:
    """Everything that can be done now."""
    return [step for step in Step if is_open(standing, step)]


def due_at(state: State, *, asked: datetime, rested: datetime | None, erased: datetime | None) -> datetime | None:
    """When time alone moves an erasure on from this state; None where it does not."""
    if state == State.REQUESTED:
        return asked + TO_CONFIRM
    if state == State.GRACE and rested:
        return rested + GRACE
    return erased + BACKUPS if state == State.RESIDUAL and erased else None


def ensure_none_open(states: Collection[str]) -> None:
    """One at a time. Raises `Refused("leaving")`."""
    if any(state not in (State.PROVEN, State.UNDONE, State.LAPSED, State.REQUESTED) for state in states):
        raise Refused("leaving", _("This is under way already."))
