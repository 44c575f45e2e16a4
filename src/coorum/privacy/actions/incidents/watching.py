"""Watching the clocks: officers are reminded once, and told once where a deadline has passed."""

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import SYSTEM
from coorum.base.once import insert_once
from coorum.privacy.actions.incidents.moving import tell
from coorum.privacy.incidents import letters, queries
from coorum.privacy.incidents.clock import Deadline
from coorum.privacy.incidents.events import DEADLINE_PASSED
from coorum.privacy.models.incidents import Incident, IncidentAlarm


@action
def watch() -> int:
    """Look at every open incident. Returns how many deadlines somebody was told of."""
    now, raised = clock.now(), 0
    for dossier in queries.open_incidents():
        for deadline in dossier.undone:
            if deadline.is_near(now) or deadline.has_passed(now):
                raised += _raise(dossier.incident, deadline, has_passed=deadline.has_passed(now))
    return raised


def _raise(incident: Incident, deadline: Deadline, *, has_passed: bool) -> bool:
    """One alarm, once. A deadline that passed is evidence."""
    alarm = IncidentAlarm(
        incident=incident, what=deadline.what, due=deadline.due, has_passed=has_passed, raised_at=clock.now()
    )
    if not insert_once(alarm):
        return False
    letters.remind(incident, deadline, has_passed=has_passed)
    if has_passed:
        payload = {"what": deadline.what, "due": deadline.due.isoformat()}
        tell(DEADLINE_PASSED, incident, actor=SYSTEM, payload=payload)
    return True
