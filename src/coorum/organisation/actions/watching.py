"""Watching the days: what fell due is marked, officers are reminded once, and told once where a day has passed."""

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import SYSTEM, publish
from coorum.base.once import insert_once
from coorum.base.scope import PROVIDER
from coorum.organisation import letters, queries
from coorum.organisation.actions.moving import moved, subject
from coorum.organisation.events import PROCESSOR_OVERDUE
from coorum.organisation.kinds import Due, State, Step
from coorum.organisation.models import ProcessorAlarm
from coorum.organisation.queries import Entry
from coorum.organisation.rules import Deadline


@action
def watch() -> int:
    """Look at every processor. Answers of how many days somebody was told."""
    told = 0
    for entry in queries.register():
        for deadline in entry.pressing:
            told += _raise(entry, deadline)
            if deadline.what == Due.REVIEW and deadline.has_passed(entry.today) and entry.state == State.ACTIVE:
                moved(SYSTEM, entry.processor, Step.FALL_DUE, facts={"due": deadline.due.isoformat()})
    return told


def _raise(entry: Entry, deadline: Deadline) -> bool:
    """One alarm, once. A day that passed is evidence."""
    has_passed = deadline.has_passed(entry.today)
    alarm = ProcessorAlarm(
        processor=entry.processor, what=deadline.what, due=deadline.due, has_passed=has_passed, raised_at=clock.now()
    )
    if not insert_once(alarm):
        return False
    letters.remind(entry, deadline, has_passed=has_passed)
    if has_passed:
        facts = {"what": deadline.what, "due": deadline.due.isoformat()}
        publish(PROCESSOR_OVERDUE, actor=SYSTEM, subject=subject(entry.processor), payload=facts, chain=PROVIDER)
    return True
