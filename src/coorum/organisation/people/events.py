"""What can happen to the provider's people: all of it on the provider's chain."""

from coorum.base.events import Evidence, declare

COURSE_SET = declare("organisation.course.set", "A course that staff must have was set up, or ended.", Evidence.LEGAL)
COURSE_ATTENDED = declare(
    "organisation.course.attended", "Somebody of the provider's staff attended a course.", Evidence.LEGAL
)
DEVICE_MOVED = declare(
    "organisation.device.moved", "A device of the provider's staff was entered, checked or given back.", Evidence.LEGAL
)
ROLES_SNAPSHOT = declare(
    "organisation.roles.snapshot", "Who had which duty at the provider's desk, once a month.", Evidence.LEGAL
)
