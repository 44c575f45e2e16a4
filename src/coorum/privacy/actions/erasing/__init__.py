"""Every write about leaving and erasure."""

from coorum.privacy.actions.erasing.asking import ask_to_leave, confirm, order, undo
from coorum.privacy.actions.erasing.carrying import begin, carry_on, erase_again, retry
from coorum.privacy.actions.erasing.proving import prove
from coorum.privacy.actions.erasing.watching import watch

__all__ = [
    "ask_to_leave",
    "begin",
    "carry_on",
    "confirm",
    "erase_again",
    "order",
    "prove",
    "retry",
    "undo",
    "watch",
]
