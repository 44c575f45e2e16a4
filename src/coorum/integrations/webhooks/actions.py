"""Every write that a door asks for."""

from coorum.integrations.webhooks.replaying import replay, replay_failed, send_test
from coorum.integrations.webhooks.setting_up import (
    add_endpoint,
    change_endpoint,
    pause,
    remove_endpoint,
    resume,
    roll_secret,
)

__all__ = [
    "add_endpoint",
    "change_endpoint",
    "pause",
    "remove_endpoint",
    "replay",
    "replay_failed",
    "resume",
    "roll_secret",
    "send_test",
]
