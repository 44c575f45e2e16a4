"""ID tokens and logout tokens: made with the key of the day, read with any that is published.

A key signs for QUARTER. The next one is published LEAD before it signs, and the last one for LEAD after it stopped:
relying parties remember keys for a while (OpenID Connect Core 10.1.1).
"""

import json
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from coorum.base import clock
from coorum.base.actions import action
from coorum.openid.models import TokenKey

ALGORITHM = "RS256"
BITS = 2048
QUARTER = timedelta(days=90)
LEAD = timedelta(days=2)


def published_keys() -> dict[str, Any]:
    """The JWK set of all keys that sign, signed lately, or are about to (RFC 7517)."""
    _key_of_the_day()
    rows = TokenKey.objects.filter(ends_at__gt=clock.now()).order_by("-signs_from")
    return {"keys": list(rows.values_list("public_jwk", flat=True))}


def sign(claims: dict[str, Any], *, kind: str = "JWT") -> str:
    """The claims as a signed JWT (RFC 7519); `kind` is its `typ`."""
    key = _key_of_the_day()
    headers = {"kid": key.id.hex, "typ": kind}
    return jwt.encode(claims, _private(key.id.hex, key.private_pem), algorithm=ALGORITHM, headers=headers)


def read_hint(token: str, *, issuer: str) -> dict[str, Any] | None:
    """The claims of an ID token that we signed, past its time too (RP-Initiated Logout 1.0, 4); None for any other text."""
    try:
        kid = jwt.get_unverified_header(token).get("kid", "")
        found = next((one for one in published_keys()["keys"] if one["kid"] == kid), None)
        if found is None:
            return None
        key: Any = RSAAlgorithm.from_jwk(json.dumps(found))
        checks = {"verify_exp": False, "verify_aud": False, "require": ["iss", "aud", "sub"]}
        claims: dict[str, Any] = jwt.decode(token, key, algorithms=[ALGORITHM], issuer=issuer, options=checks)  # type: ignore[arg-type]
    except jwt.PyJWTError:
        return None
    return claims


@action
def renew_keys() -> None:
    """Make the next key in time, and drop those that nobody needs any more; runs every day."""
    newest = _key_of_the_day()
    coming = TokenKey.objects.filter(signs_from__gt=clock.now()).exists()
    if not coming and newest.signs_from + QUARTER - LEAD <= clock.now():
        _make(signs_from=max(newest.signs_from + QUARTER, clock.now() + LEAD))
    TokenKey.objects.filter(ends_at__lte=clock.now()).delete()


def _key_of_the_day() -> TokenKey:
    rows = TokenKey.objects.filter(signs_from__lte=clock.now(), ends_at__gt=clock.now()).order_by("-signs_from", "id")
    return rows.first() or _make(signs_from=clock.now())


def _make(*, signs_from: datetime) -> TokenKey:
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    row = TokenKey(private_pem=pem.decode(), signs_from=signs_from, ends_at=signs_from + QUARTER + 2 * LEAD)
    public: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(private.public_key()))
    public.pop("key_ops", None)  # RFC 7517 4.3: not beside "use"
    row.public_jwk = {**public, "kid": row.id.hex, "use": "sig", "alg": ALGORITHM}
    row.save()
    return row


@lru_cache(maxsize=4)
def _private(_kid: str, pem: str) -> Any:
    return serialization.load_pem_private_key(pem.encode(), None)
