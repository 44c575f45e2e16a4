"""How somebody showed who they are when a session began. A session keeps the list, and carries it to other hosts.

`password` · `code` (from a letter) · `linked:<service>` · `totp` · `recovery_code` · `passkey` (with the user verified by the
device: what one has and what one knows or is, so both factors in one) · `shop:<site>`: an operator's website said so, and a
session that rests on its word alone is good on its own site, for taking part there.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

#: How a person reads it, in the list of their devices.
WORDS: dict[str, Any] = {
    "password": _("password"),
    "code": _("code from a letter"),
    "totp": _("code from an app"),
    "recovery_code": _("recovery code"),
    "passkey": _("passkey"),
    "shop": _("customer ID of the operator's website"),
}
SHOP = "shop:"
SECOND_FACTORS = frozenset({"totp", "recovery_code", "passkey"})


def has_second_factor(methods: Iterable[str]) -> bool:
    """Whether a session that began with these was opened with a second factor."""
    return not SECOND_FACTORS.isdisjoint(methods)


def is_operators_word(methods: Iterable[str]) -> bool:
    """Whether a session rests on nothing but the word of an operator's website: good on its site, for taking part there."""
    shown = list(methods)
    return bool(shown) and all(one.startswith(SHOP) for one in shown)


def is_word_for(methods: Iterable[str], site_id: UUID) -> bool:
    """Whether that website is this site's operator's."""
    return f"{SHOP}{site_id.hex}" in methods


def in_words(methods: Iterable[str]) -> list[Any]:
    """How a session began, for its owner; a linked service by its name."""
    return [WORDS.get(one.partition(":")[0]) or one.removeprefix("linked:").capitalize() for one in methods]
