"""Decisions about factors, without database or clock."""

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused

#: Of one person; more are not needed, and each is tried at a sign-in.
MOST_PASSKEYS = 20


def ensure_another_way(ways: int) -> None:
    """Raise `Refused("last_way")` where nothing would be left to sign in with."""
    if ways < 1:
        raise Refused(
            "last_way",
            _("This is your only way in. Set a password or add another passkey first; then remove this one."),
        )


def ensure_room(passkeys: int) -> None:
    """Raise `Refused("many_passkeys")`."""
    if passkeys >= MOST_PASSKEYS:
        raise Refused("many_passkeys", _("You have as many passkeys as we keep. Remove one you no longer use first."))


def code_wrong() -> Refused:
    """What is answered to every code that does not fit, whatever the reason."""
    return Refused(
        "code_wrong", _("This code is not right. A code works once, and for half a minute only."), field="code"
    )
