"""Every write about the provider's people."""

from coorum.organisation.actions.people.equipping import check_device, give_back, register_device
from coorum.organisation.actions.people.teaching import confirm_reading, end_course, make_course, record_attendance
from coorum.organisation.actions.people.watching import snapshot_roles, watch_people

__all__ = [
    "check_device",
    "confirm_reading",
    "end_course",
    "give_back",
    "make_course",
    "record_attendance",
    "register_device",
    "snapshot_roles",
    "watch_people",
]
