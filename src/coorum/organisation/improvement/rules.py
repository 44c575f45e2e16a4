"""How a finding moves, and by when it must be mended. No database and no clock here."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.organisation.improvement.kinds import Gravity, State, Step

WITHIN = {
    Gravity.GRAVE: timedelta(days=7),
    Gravity.ORDINARY: timedelta(days=30),
    Gravity.SLIGHT: timedelta(days=90),
}
#: A promise that turns red again within this time is the same matter; later it is another.
SAME_MATTER = timedelta(days=180)
#: How long a finding may be nobody's.
OWNER_WITHIN = timedelta(days=7)

_S, _T = Step, State
_MOVES: Mapping[State, Mapping[Step, State]] = {
    _T.OPEN: {
        _S.WORSEN: _T.OPEN,
        _S.TAKE: _T.OPEN,
        _S.NOTE: _T.OPEN,
        _S.DO: _T.DONE,
        _S.PROVE: _T.MENDED,
    },
    _T.DONE: {
        _S.WORSEN: _T.DONE,
        _S.NOTE: _T.DONE,
        _S.SEND_BACK: _T.OPEN,
        _S.AGREE: _T.MENDED,
        _S.PROVE: _T.MENDED,
    },
    _T.MENDED: {_S.REOPEN: _T.OPEN},
}
#: Steps that the rounds take, and nobody at the desk.
BY_ROUND = (_S.WORSEN, _S.PROVE)


def after(state: State, step: Step) -> State:
    """Where `step` leads. Raises `Refused("not_now")` where it is not open."""
    if step not in _MOVES[state]:
        raise Refused("not_now", _("This cannot be done as it stands. Please reload the page."))
    return _MOVES[state][step]


def steps_open(state: State, *, is_of_promise: bool) -> list[Step]:
    """What somebody at the desk can do now. That a promise is kept again, a later round says and nobody else."""
    closed = {*BY_ROUND, Step.AGREE} if is_of_promise else set(BY_ROUND)
    return [step for step in Step if step in _MOVES[state] and step not in closed]


def due_on(gravity: Gravity, today: date) -> date:
    """By which day it must be mended."""
    return today + WITHIN[gravity]
