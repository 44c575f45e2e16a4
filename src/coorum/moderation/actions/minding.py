"""What time alone does: authors fall silent, the staff are reminded, and what nobody asks another look at is finished.

Nothing is ever taken away here: silence allows a removal, somebody decides it.
"""

from datetime import timedelta

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import SYSTEM
from coorum.base.once import insert_once
from coorum.moderation import letters, queries
from coorum.moderation.actions.deciding import finish_removal
from coorum.moderation.actions.moving import locked, move, tell
from coorum.moderation.events import DEADLINE_PASSED
from coorum.moderation.kinds import Step
from coorum.moderation.models import Case, CaseAlarm

NEAR = timedelta(days=1)


@action
def watch() -> int:
    """Move on what waits for time alone, and remind those who decide. Returns how many cases moved or were told of."""
    return _fall_silent() + _close() + _remind()


def _fall_silent() -> int:
    silent = queries.fallen_silent(clock.now())
    for case in silent:
        move(locked(case.id), Step.FALL_SILENT, actor=SYSTEM)
        letters.remind_staff(case, "silent")
    return len(silent)


def _close() -> int:
    done = queries.to_close(clock.now())
    for case in done:
        case = move(locked(case.id), Step.CLOSE, actor=SYSTEM)
        finish_removal(case, queries.newest_decision(case), actor=SYSTEM)
    return len(done)


def _remind() -> int:
    now, told = clock.now(), 0
    for case in queries.waiting().filter(due_at__lte=now + NEAR):
        what = "late" if case.due_at <= now else "near"
        if insert_once(CaseAlarm.new(case=case, due_at=case.due_at, what=what, raised_at=now)):
            told += 1
            _tell(case, what)
    return told


def _tell(case: Case, what: str) -> None:
    letters.remind_staff(case, what)
    if what == "late":
        letters.remind_officers(case, what)
        tell(DEADLINE_PASSED, case, actor=SYSTEM, payload={"due_at": case.due_at.isoformat()})
