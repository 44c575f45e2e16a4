"""Every write of the linking room."""

from coorum.linking.actions.linking import (
    drop_links,
    link_account,
    note_use,
    refuse_answer,
    unlink_account,
    wish_to_link,
)
from coorum.linking.actions.services import announce_service, change_offerings, set_up_service, switch_service

__all__ = [
    "announce_service",
    "change_offerings",
    "drop_links",
    "link_account",
    "note_use",
    "refuse_answer",
    "set_up_service",
    "switch_service",
    "unlink_account",
    "wish_to_link",
]
