"""Every write of the factors room."""

from coorum.factors.actions.app import add_app, remove_app
from coorum.factors.actions.codes import make_codes
from coorum.factors.actions.losing import (
    is_loss_code,
    remind_of_loss,
    reset_factors,
    say_lost,
    send_loss_code,
    take_loss_back,
)
from coorum.factors.actions.passkeys import add_passkey, note_use, remove_passkey, rename_passkey
from coorum.factors.actions.proving import prove

__all__ = [
    "add_app",
    "add_passkey",
    "is_loss_code",
    "make_codes",
    "note_use",
    "prove",
    "remind_of_loss",
    "remove_app",
    "remove_passkey",
    "rename_passkey",
    "reset_factors",
    "say_lost",
    "send_loss_code",
    "take_loss_back",
]
