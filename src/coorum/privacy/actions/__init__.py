"""Every write of the privacy room."""

from coorum.privacy.actions.agents import (
    accept_proofs,
    ask_as_agent,
    ask_for_document,
    deliver_waiting,
    object_to_agent,
    waive_waiting,
)
from coorum.privacy.actions.asking import ask, withdraw_request
from coorum.privacy.actions.charging import (
    begin_payment,
    lapse_fees,
    record_transfer,
    reopen,
    return_refund,
    settle_payment,
    waive_fee,
)
from coorum.privacy.actions.collecting import collect, search_again, settle_by_hand
from coorum.privacy.actions.copying import ask_for_copy, fetch_copy, make_copy
from coorum.privacy.actions.deciding import decide, redact, review
from coorum.privacy.actions.delivering import (
    close_case,
    close_delivered,
    deliver,
    fetch_package,
    take_back,
)
from coorum.privacy.actions.guests import ask_as_guest, fetch_with_code, send_code, show_code
from coorum.privacy.actions.identifying import close_unidentified, confirm_identity, fail_identity
from coorum.privacy.actions.moving import move, note, read_case
from coorum.privacy.actions.papers import issue_owed, name_payer, set_issuing
from coorum.privacy.actions.proofs import check_proof, drop_proofs, hand_in, open_proof, purge_proof, record_post
from coorum.privacy.actions.reminding import remind, remind_due
from coorum.privacy.actions.settling import begin_check, forward, record_correction

__all__ = [
    "accept_proofs",
    "ask",
    "ask_as_agent",
    "ask_as_guest",
    "ask_for_copy",
    "ask_for_document",
    "begin_check",
    "begin_payment",
    "check_proof",
    "close_case",
    "close_delivered",
    "close_unidentified",
    "collect",
    "confirm_identity",
    "decide",
    "deliver",
    "deliver_waiting",
    "drop_proofs",
    "fail_identity",
    "fetch_copy",
    "fetch_package",
    "fetch_with_code",
    "forward",
    "hand_in",
    "issue_owed",
    "lapse_fees",
    "make_copy",
    "move",
    "name_payer",
    "note",
    "object_to_agent",
    "open_proof",
    "purge_proof",
    "read_case",
    "record_correction",
    "record_post",
    "record_transfer",
    "redact",
    "remind",
    "remind_due",
    "reopen",
    "return_refund",
    "review",
    "search_again",
    "send_code",
    "set_issuing",
    "settle_by_hand",
    "settle_payment",
    "show_code",
    "take_back",
    "waive_fee",
    "waive_waiting",
    "withdraw_request",
]
