"""What can happen in the accounts room. Sign-in belongs to no site: those events are on the provider's chain."""

from coorum.base.events import Evidence, declare

PERSON_REGISTERED = declare(
    "accounts.person.registered", "Somebody registered; their address is not verified yet.", Evidence.ACCESS
)
PERSON_VERIFIED = declare(
    "accounts.person.verified", "A person showed that the address they registered with is theirs.", Evidence.LEGAL
)
SIGN_UP_FIELDS_REFUSED = declare(
    "accounts.sign_up.fields_refused", "A registration form came with fields we never ask for.", Evidence.ACCESS
)
PERSON_SIGNED_IN = declare("accounts.person.signed_in", "A person signed in on a host.", Evidence.ACCESS)
PERSON_SIGNED_OUT = declare("accounts.person.signed_out", "A person signed out on a host.", Evidence.ACCESS)
PERSON_RECOVERED = declare(
    "accounts.person.recovered",
    "A person set a new password by a code sent to their address; all sessions ended.",
    Evidence.LEGAL,
)
PASSWORD_CHANGED = declare(
    "accounts.password.changed", "A person changed their password; all other sessions ended.", Evidence.ACCESS
)
ADDRESS_CHANGED = declare(
    "accounts.address.changed",
    "A person changed their e-mail address, by a code sent to the new one; all other sessions ended.",
    Evidence.LEGAL,
)
INVITATIONS_STOPPED = declare(
    "accounts.invitations.stopped", "Somebody asked not to be invited to a community again.", Evidence.LEGAL
)
ADDRESS_TAKEN_BACK = declare(
    "accounts.address.taken_back",
    "The old address took a change of address back; password, sessions and newer factors ended.",
    Evidence.LEGAL,
)
SESSIONS_REVOKED = declare("accounts.sessions.revoked", "A person ended sessions of theirs.", Evidence.ACCESS)
PERSON_FORGOTTEN = declare(
    "accounts.person.forgotten", "A registration that was never verified was removed.", Evidence.ACCESS
)
ROLE_GRANTED = declare("accounts.role.granted", "A person was made staff of a site.", Evidence.LEGAL)
ROLE_REVOKED = declare("accounts.role.revoked", "A person is no longer staff of a site.", Evidence.LEGAL)
INVITATION_SENT = declare("accounts.invitation.sent", "Somebody was invited to a site.", Evidence.ACCESS)
INVITATION_WITHDRAWN = declare("accounts.invitation.withdrawn", "An invitation was taken back.", Evidence.ACCESS)
INVITATION_ACCEPTED = declare("accounts.invitation.accepted", "An invitation was used.", Evidence.ACCESS)
PROFILE_CHANGED = declare("accounts.profile.changed", "A member changed what others see of them.")
PROFILE_MEANT = declare(
    "accounts.profile.meant",
    "A member confirmed that they publish of themselves what calls for special care.",
    Evidence.ACCESS,
)
LANGUAGE_CHOSEN = declare("accounts.language.chosen", "A person chose the language of their letters and pages.")
AGE_SAID = declare("accounts.age.said", "A person said which age band they are in.", Evidence.ACCESS)
DESK_ROLE_GRANTED = declare("accounts.desk_role.granted", "A person was put at the provider's desk.", Evidence.LEGAL)
DESK_ROLE_RENEWED = declare(
    "accounts.desk_role.renewed", "A person stays at the provider's desk for another term.", Evidence.LEGAL
)
DESK_ROLE_REVOKED = declare(
    "accounts.desk_role.revoked", "A person works at the provider's desk no more.", Evidence.LEGAL
)
