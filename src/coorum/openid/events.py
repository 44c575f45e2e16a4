"""What can happen in the openid room."""

from coorum.base.events import Evidence, declare

PARTY_REGISTERED = declare(
    "openid.party.registered", "An operator let a website of its own sign members in.", Evidence.LEGAL
)
PARTY_CHANGED = declare("openid.party.changed", "Addresses or wishes of such a website were changed.", Evidence.LEGAL)
PARTY_REMOVED = declare("openid.party.removed", "Such a website was taken away, with all its links.", Evidence.LEGAL)
PARTY_HALTED = declare("openid.party.halted", "Signing in to such a website was switched off.", Evidence.LEGAL)
PARTY_RESUMED = declare("openid.party.resumed", "Signing in to such a website was allowed again.", Evidence.LEGAL)
SECRET_MADE = declare("openid.secret.made", "Such a website was given a new secret.", Evidence.LEGAL)
SECRET_WITHDRAWN = declare("openid.secret.withdrawn", "A secret of such a website was withdrawn.", Evidence.LEGAL)
LINK_AGREED = declare(
    "openid.link.agreed", "A member agreed to sign in to such a website, and to what it may read.", Evidence.LEGAL
)
LINK_ENDED = declare("openid.link.ended", "A member's link to such a website ended, and its tokens.", Evidence.LEGAL)
VISIT_BEGAN = declare("openid.visit.began", "A member signed in to such a website.", Evidence.ACCESS)
VISIT_ENDED = declare("openid.visit.ended", "A sign-in to such a website ended.", Evidence.ACCESS)
CODE_REPLAYED = declare(
    "openid.code.replayed",
    "A code or refresh token came a second time; the sign-in it began was ended.",
    Evidence.LEGAL,
)
