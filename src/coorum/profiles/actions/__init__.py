"""Every write of the profiles room."""

from coorum.profiles.actions.answering import answer, forget, take_back
from coorum.profiles.actions.fields import add_field, change_field, empty_next, order_fields, remove_field

__all__ = [
    "add_field",
    "answer",
    "change_field",
    "empty_next",
    "forget",
    "order_fields",
    "remove_field",
    "take_back",
]
