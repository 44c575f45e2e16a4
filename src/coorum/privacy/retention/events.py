"""What can happen to what is kept: all of it on the provider's chain or the site's, without a word about anybody."""

from coorum.base.events import Evidence, declare

HOLD_PLACED = declare(
    "privacy.hold.placed", "A legal hold was placed: what it covers is not destroyed.", Evidence.LEGAL
)
HOLD_LIFTED = declare("privacy.hold.lifted", "A legal hold was lifted.", Evidence.LEGAL)
