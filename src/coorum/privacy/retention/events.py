"""What can happen to what is kept: all of it on the provider's chain or the site's, without a word about anybody."""

from coorum.base.events import Evidence, declare

HOLD_PLACED = declare(
    "privacy.hold.placed", "A legal hold was placed: what it covers is not destroyed.", Evidence.LEGAL
)
HOLD_LIFTED = declare("privacy.hold.lifted", "A legal hold was lifted.", Evidence.LEGAL)
PERIODS_KEPT = declare(
    "privacy.periods.kept", "What had served its time was let go: how many rows by which rule.", Evidence.LEGAL
)
PERIOD_CHANGED = declare(
    "privacy.period.changed", "The provider changed how long something is kept, within its bounds.", Evidence.LEGAL
)
UNUSED_TOLD = declare(
    "privacy.unused.told", "Somebody was told that their account is not used, and when it goes.", Evidence.LEGAL
)
