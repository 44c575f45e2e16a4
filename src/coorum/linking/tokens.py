"""Whether what a service says can be believed: the ID token, read and checked (OpenID Connect Core 1.0, 3.1.3.7), and the
logout token (OpenID Connect Back-Channel Logout 1.0, 2.6).

The signature is always checked, although the token came straight from the service. No database, no network.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

import jwt

from coorum.base import clock

#: How far apart two clocks may be, and how old a token may be that was just made for us; in seconds.
SKEW = 60
OLDEST = 10 * 60
LONGEST_SUBJECT = 255
LOGGED_OUT = "http://schemas.openid.net/event/backchannel-logout"
_HASHES = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512, "DSA": hashlib.sha512}


class Untrue(Exception):  # noqa: N818  says what is the matter
    """What the service says does not hold. `why` is a short word for the record; it holds nothing of the answer."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token must say. `secret` is the client's, where the service may sign with it."""

    issuer: str
    client_id: str
    nonce: str
    algorithms: Sequence[str]
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """A session there that ended: the token's own name, whose it was, and which; one of the two may be empty."""

    jti: str
    subject: str
    sid: str


def read(token: str, keys: Sequence[dict[str, Any]], expected: Expected, *, access_token: str = "") -> dict[str, Any]:
    """The claims of an ID token. Raises `Untrue`; with `why` "kid" a newer set of keys may help."""
    head = _head(token)
    algorithm = str(head.get("alg"))
    if algorithm not in expected.algorithms:
        raise Untrue("alg")
    claims = _verified(token, algorithm, _key(head, algorithm, keys, expected.secret), expected)
    _ensure_ours(claims, expected)
    _ensure_of_now(claims)
    _ensure_belongs(claims, algorithm, access_token)
    return claims


def read_logout(token: str, keys: Sequence[dict[str, Any]], expected: Expected) -> Ended:
    """The session that a logout token says has ended (Back-Channel Logout 1.0, 2.6). Raises `Untrue`.

    It has no nonce, or an ID token could be passed off as one. `exp` is asked for where it stands: older providers leave
    it out, and a token that says when it was made grows too old all the same.
    """
    head = _head(token)
    algorithm = str(head.get("alg"))
    if algorithm not in expected.algorithms:
        raise Untrue("alg")
    if head.get("typ", "JWT").lower() not in ("jwt", "logout+jwt"):
        raise Untrue("typ")
    key = _key(head, algorithm, keys, expected.secret)
    claims = _verified(token, algorithm, key, expected, needed=["iss", "aud", "iat", "jti", "events"])
    _ensure_of_now(claims)
    events = claims["events"]
    if not isinstance(events, dict) or not isinstance(events.get(LOGGED_OUT), dict):
        raise Untrue("events")
    if "nonce" in claims:
        raise Untrue("nonce")
    sub, sid = (_name_in(claims, name) for name in ("sub", "sid"))
    if not sub and not sid:
        raise Untrue("sub")
    return Ended(str(claims["jti"])[:LONGEST_SUBJECT], sub, sid)


def _name_in(claims: dict[str, Any], name: str) -> str:
    found = claims.get(name, "")
    if not isinstance(found, str) or len(found) > LONGEST_SUBJECT:
        raise Untrue(name)
    return found


def _head(token: str) -> dict[str, Any]:
    try:
        return jwt.get_unverified_header(token)
    except jwt.PyJWTError:
        raise Untrue("form") from None


def _key(head: dict[str, Any], algorithm: str, keys: Sequence[dict[str, Any]], secret: str) -> Any:
    """The key for this algorithm. A public key is never taken for a shared secret (RFC 8725, 2.1)."""
    if algorithm.startswith("HS"):
        if not secret:
            raise Untrue("alg")
        return secret
    fit = [one for one in keys if _fits(one, algorithm)]
    named = [one for one in fit if one.get("kid") == head["kid"]] if "kid" in head else fit
    if len(named) != 1:
        # Without a name there must be no doubt which key is meant (Core 10.1).
        raise Untrue("kid")
    try:
        return jwt.PyJWK(named[0], algorithm).key
    except jwt.PyJWTError:
        raise Untrue("key") from None


def _fits(key: dict[str, Any], algorithm: str) -> bool:
    kinds = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}
    is_kind = key.get("kty") == kinds.get(algorithm[:2])
    return is_kind and key.get("use", "sig") == "sig" and key.get("alg", algorithm) == algorithm


def _verified(
    token: str,
    algorithm: str,
    key: Any,
    expected: Expected,
    needed: Sequence[str] = ("iss", "sub", "aud", "exp", "iat"),
) -> dict[str, Any]:
    try:
        return jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            audience=expected.client_id,
            issuer=expected.issuer,
            leeway=SKEW,
            options={"require": list(needed)},
        )
    except jwt.InvalidSignatureError:
        raise Untrue("signature") from None
    except jwt.MissingRequiredClaimError as missing:
        raise Untrue(str(missing.claim)) from None
    except jwt.ExpiredSignatureError:
        raise Untrue("exp") from None
    except jwt.InvalidAudienceError:
        raise Untrue("aud") from None
    except jwt.InvalidIssuerError:
        raise Untrue("iss") from None
    except jwt.PyJWTError as error:
        raise Untrue(type(error).__name__.removesuffix("Error")[:20].lower()) from None


def _ensure_ours(claims: dict[str, Any], expected: Expected) -> None:
    """Made for us, and for this very question. Nobody else whom it is also for is trusted (Core 3.1.3.7, 3 to 5, 11)."""
    if claims["aud"] not in (expected.client_id, [expected.client_id]):
        raise Untrue("aud")
    if claims.get("azp", expected.client_id) != expected.client_id:
        raise Untrue("azp")
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not compare_digest(nonce.encode(), expected.nonce.encode()):
        raise Untrue("nonce")
    if not 0 < len(claims["sub"]) <= LONGEST_SUBJECT or not claims["sub"].isprintable():
        raise Untrue("sub")


def _ensure_of_now(claims: dict[str, Any]) -> None:
    if claims["iat"] < clock.now().timestamp() - OLDEST - SKEW:
        raise Untrue("iat")


def _ensure_belongs(claims: dict[str, Any], algorithm: str, access_token: str) -> None:
    """The access token came with this ID token, where that says so (Core 3.1.3.8)."""
    said = claims.get("at_hash")
    if said is None or not access_token:
        return
    digest = _HASHES[algorithm[-3:]](access_token.encode()).digest()
    left = base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
    if not isinstance(said, str) or not compare_digest(said.encode(), left.encode()):
        raise Untrue("at_hash")
