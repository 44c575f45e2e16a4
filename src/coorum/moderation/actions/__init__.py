"""What can be done about reports: the doors' only way in."""

from coorum.moderation.actions.answering import agree, ask_sender, object_to
from coorum.moderation.actions.appealing import appeal, decide_again
from coorum.moderation.actions.deciding import decide, overrule, take_back, take_down
from coorum.moderation.actions.handling import delay, hand_over, read_case, sort_anew, take_up
from coorum.moderation.actions.minding import watch
from coorum.moderation.actions.reporting import report, send_code, show_code

__all__ = [
    "agree",
    "appeal",
    "ask_sender",
    "decide",
    "decide_again",
    "delay",
    "hand_over",
    "object_to",
    "overrule",
    "read_case",
    "report",
    "send_code",
    "show_code",
    "sort_anew",
    "take_back",
    "take_down",
    "take_up",
    "watch",
]
