"""What can happen in the accounts room."""

from coorum.base.events import declare

PROFILE_CHANGED = declare("accounts.profile.changed", "A member changed what others see of them.")
