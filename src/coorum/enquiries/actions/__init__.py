"""Every write of the enquiries room, but those about authorities (actions/authorities)."""

from coorum.enquiries.actions.answering import (
    answer,
    bring_back,
    close,
    escalate,
    fetch_attachment,
    forward,
    forward_to,
    hand_over,
    link,
    set_aside,
    sort,
    take,
)
from coorum.enquiries.actions.asking import write_again, write_to_us
from coorum.enquiries.actions.blocks import retire_block, write_block
from coorum.enquiries.actions.codes import send_code, use_code
from coorum.enquiries.actions.holding import ask_writer, erase_held, give_back, look_into, open_file, settle_care
from coorum.enquiries.actions.minding import close_quiet, watch
from coorum.enquiries.actions.moving import move, read_case
from coorum.enquiries.actions.probing import miss_probe, send_probe
from coorum.enquiries.actions.rating import rate
from coorum.enquiries.actions.receiving import receive_mail

__all__ = [
    "answer",
    "ask_writer",
    "bring_back",
    "close",
    "close_quiet",
    "erase_held",
    "escalate",
    "fetch_attachment",
    "forward",
    "forward_to",
    "give_back",
    "hand_over",
    "link",
    "look_into",
    "miss_probe",
    "move",
    "open_file",
    "rate",
    "read_case",
    "receive_mail",
    "retire_block",
    "send_code",
    "send_probe",
    "set_aside",
    "settle_care",
    "sort",
    "take",
    "use_code",
    "watch",
    "write_again",
    "write_block",
    "write_to_us",
]
