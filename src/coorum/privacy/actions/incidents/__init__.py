"""Every write about incidents."""

from coorum.privacy.actions.incidents.moving import assess, report_suspicion, take_step
from coorum.privacy.actions.incidents.reporting import file_report, write_item
from coorum.privacy.actions.incidents.telling import name_persons, tell_batch, tell_operators, tell_persons
from coorum.privacy.actions.incidents.watching import watch

__all__ = [
    "assess",
    "file_report",
    "name_persons",
    "report_suspicion",
    "take_step",
    "tell_batch",
    "tell_operators",
    "tell_persons",
    "watch",
    "write_item",
]
