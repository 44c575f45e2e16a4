"""The signed payload that hosted forums made customary: a query, packed as Base64, and its HMAC-SHA-256 in hexadecimal.

    sso = base64(urlencode({"nonce": …, "external_id": …}))        sig = hmac_sha256(secret, sso).hexdigest()

Nothing in it is secret; that nobody else wrote it, and that it answers our question, is all it shows. Pure.
"""

import binascii
import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlencode

from coorum.linking.tokens import Untrue

LONGEST = 4000


def packed(fields: Mapping[str, str], secret: str) -> dict[str, str]:
    """`sso` and `sig` for these fields."""
    sso = b64encode(urlencode(fields).encode()).decode()
    return {"sso": sso, "sig": signature(sso, secret)}


def signature(sso: str, secret: str) -> str:
    return hmac.digest(secret.encode(), sso.encode(), "sha256").hex()


def read(answer: Mapping[str, str], secrets: Iterable[str]) -> dict[str, str]:
    """The fields of an answer signed with one of `secrets`. Raises `Untrue`: `form`, `signature`.

    The signature is looked at first: nothing that a stranger wrote is unpacked.
    """
    sso, sig = answer.get("sso", ""), answer.get("sig", "").lower()
    if not 0 < len(sso) <= LONGEST or not sso.isascii() or not sig.isascii():
        raise Untrue("form")
    if not any(hmac.compare_digest(signature(sso, secret), sig) for secret in secrets):
        raise Untrue("signature")
    return _unpacked(sso)


def nonce_in(answer: Mapping[str, str]) -> str:
    """The nonce that an answer claims to bring, before anything is believed of it; an empty text where it has none."""
    sso = answer.get("sso", "")
    try:
        return _unpacked(sso).get("nonce", "") if 0 < len(sso) <= LONGEST else ""
    except Untrue:
        return ""


def _unpacked(sso: str) -> dict[str, str]:
    try:
        # Some libraries break Base64 into lines; signed as it came, it is read without them.
        text = b64decode("".join(sso.split()), validate=True).decode()
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True, max_num_fields=60)
    except (ValueError, binascii.Error):
        raise Untrue("form") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Untrue("twice")
    return fields
