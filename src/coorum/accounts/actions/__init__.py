"""Every write of the accounts room."""

from coorum.accounts.actions.addresses import change_with, take_address_back
from coorum.accounts.actions.ages import ask_ages, keep_private, note_age, stop_asking_ages
from coorum.accounts.actions.closing import begin_closing, stop_closing
from coorum.accounts.actions.epochs import move_on
from coorum.accounts.actions.founding import found_site, invite_owner
from coorum.accounts.actions.frames import hand_to_frame, sign_in_to_frame, sign_out_of_frame
from coorum.accounts.actions.hand_offs import hand_off, redeem_hand_off
from coorum.accounts.actions.identity import (
    change_address,
    change_password,
    recover_account,
    refuse_fields,
    register_person,
    verify_address,
)
from coorum.accounts.actions.invitations import accept_invitation, invite, stop_invitations, withdraw_invitation
from coorum.accounts.actions.membership import (
    come_back,
    ensure_invited,
    make_member,
    mark_departed,
    pause,
    resume,
    step_aside,
)
from coorum.accounts.actions.officers import (
    appoint_officer,
    dismiss_officer,
    dismiss_officer_again,
    renew_officer,
)
from coorum.accounts.actions.profiles import (
    change_profile,
    choose_avatar,
    choose_display_name,
    choose_language,
    choose_user_id,
)
from coorum.accounts.actions.roles import dismiss_again, dismiss_all, grant_role, revoke_role
from coorum.accounts.actions.sessions import record_sign_in, revoke_device, revoke_sessions, sign_out

__all__ = [
    "accept_invitation",
    "appoint_officer",
    "ask_ages",
    "begin_closing",
    "change_address",
    "change_password",
    "change_profile",
    "change_with",
    "choose_avatar",
    "choose_display_name",
    "choose_language",
    "choose_user_id",
    "come_back",
    "dismiss_again",
    "dismiss_all",
    "dismiss_officer",
    "dismiss_officer_again",
    "ensure_invited",
    "found_site",
    "grant_role",
    "hand_off",
    "hand_to_frame",
    "invite",
    "invite_owner",
    "keep_private",
    "make_member",
    "mark_departed",
    "move_on",
    "note_age",
    "pause",
    "record_sign_in",
    "recover_account",
    "redeem_hand_off",
    "refuse_fields",
    "register_person",
    "renew_officer",
    "resume",
    "revoke_device",
    "revoke_role",
    "revoke_sessions",
    "sign_in_to_frame",
    "sign_out",
    "sign_out_of_frame",
    "step_aside",
    "stop_asking_ages",
    "stop_closing",
    "stop_invitations",
    "take_address_back",
    "verify_address",
    "withdraw_invitation",
]
