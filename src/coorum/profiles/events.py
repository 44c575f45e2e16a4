"""What can happen in the profiles room."""

from coorum.base.events import Evidence, declare

FIELD_ADDED = declare(
    "profiles.field.added",
    "An operator set up a profile field: what it asks, for which purpose of the policy, and who sees the answers.",
    Evidence.LEGAL,
)
FIELD_CHANGED = declare("profiles.field.changed", "An operator changed a profile field of its own.", Evidence.LEGAL)
FIELD_REMOVED = declare(
    "profiles.field.removed", "An operator removed a profile field; every answer to it is erased.", Evidence.LEGAL
)
FIELD_EMPTIED = declare("profiles.field.emptied", "Every answer to a removed profile field is erased.", Evidence.ACCESS)
ANSWER_GIVEN = declare("profiles.answer.given", "A member answered a profile field, and agreed to what it said.")
ANSWER_CHANGED = declare("profiles.answer.changed", "A member changed an answer of theirs.")
