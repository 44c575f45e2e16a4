"""Every write about the inquiries of authorities."""

from coorum.enquiries.actions.authorities.deciding import approve, propose, send_back
from coorum.enquiries.actions.authorities.giving import carry_out, give, tell_person
from coorum.enquiries.actions.authorities.registering import (
    ask_counsel,
    close_inquiry,
    doubt,
    read_inquiry,
    register_inquiry,
    verify,
)

__all__ = [
    "approve",
    "ask_counsel",
    "carry_out",
    "close_inquiry",
    "doubt",
    "give",
    "propose",
    "read_inquiry",
    "register_inquiry",
    "send_back",
    "tell_person",
    "verify",
]
