"""Carrying a sign-in from the provider's host to a site's: a code that works once, there, within a minute.

OAuth 2's code grant with PKCE (RFC 7636, S256): whoever sees the code in an address cannot use it, since the verifier
never left the browser that asked.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from secrets import compare_digest, token_urlsafe

from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import HandOff, Person
from coorum.accounts.references import code_hash
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused

LIFE = timedelta(seconds=60)


@action
def hand_off(
    person: Person, *, host: str, challenge: str, next_path: str, browser: str, methods: Iterable[str] = ()
) -> str:
    """The code with which `host` may sign `person` in. `challenge` is the S256 challenge of the browser's verifier;
    `methods` are those of the session here (accounts/methods.py).
    """
    code = token_urlsafe(32)
    HandOff.objects.create(
        code_hash=code_hash(code),
        person=person,
        host=host,
        challenge=challenge,
        next_path=next_path,
        browser=browser,
        methods=list(methods),
        made_at=clock.now(),
    )
    return code


@action
def redeem_hand_off(code: str, *, host: str, verifier: str) -> HandOff:
    """Use the code up. Raises `Refused("hand_off_invalid")`: unknown, used, too old, for another host or browser."""
    row = (
        HandOff.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(code_hash=code_hash(code), host=host, used_at=None, made_at__gt=clock.now() - LIFE)
        .first()
    )
    if row is None or not compare_digest(row.challenge, s256(verifier)) or not row.person.is_active:
        raise Refused("hand_off_invalid", _("This way in has been used already, or took too long. Please try again."))
    row.used_at = clock.now()
    row.save(update_fields=["used_at"])
    return row


def s256(verifier: str) -> str:
    """The challenge of a verifier: BASE64URL(SHA256(verifier)) without padding."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
