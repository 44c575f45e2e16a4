"""What a passkey is asked to sign: each challenge is answered once, within ten minutes, and for what it was made for.

It stands in the page, signed, so that nobody gets a session for having looked at the page of sign-in. Where it is about
somebody, it belongs to their epoch.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.core import signing
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.signin import epoch

SALT = "coorum.signin.challenge"
LIFE = 600


def make(use: str, state: Mapping[str, Any], person: Any = None) -> str:
    """A challenge to be answered for `use`; `state` is what the ceremony keeps."""
    return signing.dumps({"use": use, "state": dict(state), "as": _as(person)}, salt=SALT)


def take(use: str, token: str, person: Any = None) -> dict[str, Any]:
    """The state of a challenge that is answered now. Raises `Refused("challenge_gone")`: answered, too old, another's."""
    try:
        held = signing.loads(token, salt=SALT, max_age=LIFE)
    except signing.BadSignature as error:
        raise _gone() from error
    fits = held["use"] == use and held["as"] == _as(person)
    if not fits or not cache.add(f"challenge:{sha256(token.encode()).hexdigest()}", 1, timeout=LIFE):
        raise _gone()
    return dict(held["state"])


def _as(person: Any) -> str:
    return sha256(epoch.as_they_are(person).encode()).hexdigest() if person else ""


def _gone() -> Refused:
    return Refused("challenge_gone", _("This page has been open too long. Please try once more."))
