"""What can happen between a child and their guardian. Addresses are in none of it."""

from coorum.base.events import Evidence, declare

GUARDIAN_ASKED = declare("privacy.guardian.asked", "A guardian was asked to agree for a child.", Evidence.ACCESS)
GUARDIAN_AGREED = declare("privacy.guardian.agreed", "A guardian agreed for a child.", Evidence.LEGAL)
GUARDIAN_REFUSED = declare("privacy.guardian.refused", "A guardian did not agree.", Evidence.ACCESS)
GUARDIAN_PROVED = declare(
    "privacy.guardian.proved",
    "A child takes part by the consent of a guardian, of which a proof is kept.",
    Evidence.LEGAL,
)
GUARDIAN_WITHDREW = declare(
    "privacy.guardian.withdrew", "A guardian stopped a child's taking part; everything stopped at once.", Evidence.LEGAL
)
GUARDIAN_CAME_BACK = declare(
    "privacy.guardian.came_back", "A guardian took back that they had stopped it.", Evidence.LEGAL
)
