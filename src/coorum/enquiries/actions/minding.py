"""What time alone does: reminders before and after a target, answered cases that close."""

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import SYSTEM
from coorum.base.once import insert_once
from coorum.enquiries import letters, queries
from coorum.enquiries.actions.moving import move, tell
from coorum.enquiries.events import DEADLINE_PASSED
from coorum.enquiries.kinds import Step
from coorum.enquiries.models import EnquiryAlarm
from coorum.privacy import calendar


@action
def watch() -> int:
    """Remind the officers of answers that are due, and tell them once of each that is late. Returns how many letters."""
    today, raised = calendar.day_of(clock.now()), 0
    for enquiry in queries.to_remind(today):
        has_passed = enquiry.due_on < today
        alarm = EnquiryAlarm(enquiry=enquiry, due_on=enquiry.due_on, has_passed=has_passed, raised_at=clock.now())
        if insert_once(alarm):
            raised += 1
            letters.remind(enquiry, has_passed=has_passed)
            if has_passed:
                tell(DEADLINE_PASSED, enquiry, actor=SYSTEM, payload={"due_on": enquiry.due_on.isoformat()})
    return raised


@action
def close_quiet() -> int:
    """Close answered cases about which nobody said a word for thirty days. Returns how many."""
    quiet = queries.to_close(clock.now())
    for enquiry in quiet:
        move(enquiry.id, Step.CLOSE, actor=SYSTEM, why="answered thirty days ago")
    return len(quiet)
