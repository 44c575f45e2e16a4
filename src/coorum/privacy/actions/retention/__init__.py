"""Every write about how long things are kept."""

from coorum.privacy.actions.retention.holding import lift_hold, place_hold

__all__ = ["lift_hold", "place_hold"]
