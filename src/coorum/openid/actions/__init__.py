"""Every verb of the openid room."""

from coorum.openid.actions.agreeing import agree, begin_visit, ensure_provided, new_code, note_asking
from coorum.openid.actions.halting import halt_party, resume_party
from coorum.openid.actions.parties import (
    change_party,
    make_secret,
    register_party,
    remove_party,
    withdraw_secret,
)
from coorum.openid.actions.signing_out import sign_out_there
from coorum.openid.actions.tokens import keep_token, revoke_token, take_code, take_refresh_token, use_up
from coorum.openid.actions.visits import end_link, end_visits, end_visits_of

__all__ = [
    "agree",
    "begin_visit",
    "change_party",
    "end_link",
    "end_visits",
    "end_visits_of",
    "ensure_provided",
    "halt_party",
    "keep_token",
    "make_secret",
    "new_code",
    "note_asking",
    "register_party",
    "remove_party",
    "resume_party",
    "revoke_token",
    "sign_out_there",
    "take_code",
    "take_refresh_token",
    "use_up",
    "withdraw_secret",
]
