"""Every write about how long things are kept."""

from coorum.privacy.actions.retention.holding import lift_hold, place_hold
from coorum.privacy.actions.retention.periods import change_period
from coorum.privacy.actions.retention.running import begin_run, go_on
from coorum.privacy.actions.retention.unused import tell_unused

__all__ = ["begin_run", "change_period", "go_on", "lift_hold", "place_hold", "tell_unused"]
