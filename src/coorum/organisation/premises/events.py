"""What can happen to measures on premises: all of it on the provider's chain."""

from coorum.base.events import Evidence, declare

SAFEGUARD_MOVED = declare(
    "organisation.safeguard.moved",
    "A measure on premises, equipment or rules was entered, looked at or ended.",
    Evidence.LEGAL,
)
