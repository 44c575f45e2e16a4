"""Every write of the integrations room."""

from coorum.integrations.actions.answers import answer_to, forget_answer, keep_answer
from coorum.integrations.actions.keys import change_key, make_key, make_token, note_use, revoke_key, roll_over

__all__ = [
    "answer_to",
    "change_key",
    "forget_answer",
    "keep_answer",
    "make_key",
    "make_token",
    "note_use",
    "revoke_key",
    "roll_over",
]
