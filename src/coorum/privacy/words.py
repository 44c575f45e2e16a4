"""Plain words: what each request is about, and what happens next. Pages and letters say the same."""

from typing import Any

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from coorum.privacy.kinds import Kind, State

ABOUT: dict[Kind, Any] = {
    Kind.DISCLOSURE: _(
        "Everything we hold about you, as a page to read and as data: account, profile, posts, records."
    ),
    Kind.PROVISION_RECORDS: _("To which company what was given, when, why, and who looked."),
    Kind.PURPOSE_NOTICE: _("What we hold about you, in kinds, and what each is used for."),
    Kind.CORRECTION: _("A fact about you that we hold is wrong. You can change your profile yourself at any time."),
    Kind.ADDITION: _("A fact about you is missing where it should be."),
    Kind.DELETION: _("A fact about you is wrong and should go."),
    Kind.STOP: _("We should no longer use your data, for example because we do not need it any more."),
    Kind.ERASE: _(
        "We should erase your data. Your memberships end. What a law makes us keep stays, and we tell you what."
    ),
    Kind.STOP_PROVISION: _(
        "The operator should no longer get your data. You can also withdraw the consent yourself, at once."
    ),
}

NEXT: dict[State, Any] = {
    State.RECEIVED: _("We confirm the receipt."),
    State.LINKED: _("We answer it together with your open request."),
    State.FORWARDED: _("The operator of the community answers you."),
    State.IDENTITY_PENDING: _(
        "Please sign in once more, so that nobody else can ask in your name. Nothing else is needed."
    ),
    State.IDENTITY_FAILED: _("Please sign in once more. Without it we close the request after 30 days."),
    State.FEE_QUOTED: _("Please pay the fee. The search begins as soon as it is there."),
    State.FEE_LAPSED: _("You can take the request up again and pay the fee."),
    State.SCOPED: _("The search is about to begin."),
    State.COLLECTING: _("We look through everything we hold, one kind after another. This takes about a minute."),
    State.REVIEW: _("An officer looks at what was found."),
    State.DECIDED: _("We hand the answer over."),
    State.DELIVERED: _("Please fetch your package. After 14 days it is destroyed."),
    State.REDELIVER: _("The delivery did not reach you; we try once more."),
    State.INVESTIGATING: _("An officer compares what you wrote with what we hold."),
    State.FIXED: _("We tell you what was put right."),
    State.NOT_FIXED: _("We tell you why nothing was changed."),
    State.FROZEN: _("An officer checks the grounds."),
    State.GROUND_CHECK: _("An officer checks the grounds."),
    State.STOPPED: _("We tell you what was stopped."),
    State.ERASED: _("We tell you what was erased and what stays."),
    State.PROVISION_STOPPED: _("We tell you what was stopped."),
    State.ALTERNATIVE: _("We tell you what was done instead."),
    State.REJECTED: _("We tell you why."),
    State.CLOSED: _("Nothing more. If you disagree, please tell us."),
    State.WITHDRAWN: _("Nothing more. You can ask again at any time."),
}

#: How far an identity reaches (obligations b-4), as the desk reads it.
LEVELS: dict[str, Any] = {
    "account": _("the account"),
    "address": _("the address is theirs"),
    "document": _("an identity document"),
    "statutory": _("may speak for them by law"),
    "mandate": _("was given a mandate"),
}
#: Reasons that the house itself gives; all others are somebody's own words.
_OUR_REASONS = frozenset(
    {
        gettext_noop("checked"),
        gettext_noop("not needed any more"),
        gettext_noop("the person objects"),
        gettext_noop("settled before"),
        gettext_noop("paid after the fortnight"),
        gettext_noop("searched again"),
        gettext_noop("delivered a fortnight ago"),
        gettext_noop("no sign of who asks within seven days"),
        gettext_noop("identity not shown within thirty days"),
    }
)


def reason(why: str) -> str:
    """A reason as it is read: ours in the reader's language, anybody else's as they wrote it."""
    return gettext(why) if why in _OUR_REASONS else why
