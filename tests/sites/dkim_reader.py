"""Whether a letter is signed for its domain: DKIM read by RFC 6376 alone, with no line of the code that signs.

The libraries for it come as source only, to be built by a program that no lock pins. `test_senders.py` holds this one against
a letter that others signed (RFC 8463, A.3).
"""

import base64
import hashlib
import re
from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

CRLF = b"\r\n"
Ask = Callable[[str], str]


def is_signed(letter: bytes, ask: Ask) -> bool:
    """Whether one of the letter's rsa-sha256 signatures holds; `ask` answers the TXT record of a name, or an empty text."""
    whole = re.sub(rb"(?<!\r)\n", CRLF, letter)
    head, _blank, body = whole.partition(CRLF + CRLF)
    lines = [one + CRLF for one in re.split(rb"\r\n(?![ \t])", head)]
    signatures = [one for one in lines if one.lower().startswith(b"dkim-signature:")]
    return any(_holds(one, lines, body, ask) for one in signatures)


def _holds(signature: bytes, lines: list[bytes], body: bytes, ask: Ask) -> bool:
    tags = _tags(signature.partition(b":")[2].decode())
    if tags.get("v") != "1" or tags.get("a") != "rsa-sha256" or tags.get("c") != "relaxed/relaxed" or "l" in tags:
        return False
    if base64.b64decode(tags["bh"]) != hashlib.sha256(_relaxed_body(body)).digest():
        return False
    names = [name.strip().lower() for name in tags["h"].split(":")]
    if "from" not in names:
        return False
    bare = re.sub(rb"([;\s]b\s*=)[^;]*", rb"\1", signature.rstrip(), count=1)
    signed = b"".join(_picked(lines, names)) + _relaxed(bare).rstrip(CRLF)
    key = _key(ask(f"{tags['s']}._domainkey.{tags['d']}"))
    if key is None:
        return False
    try:
        key.verify(base64.b64decode(tags["b"]), signed, PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def _tags(text: str) -> dict[str, str]:
    """`a=1; b=2` (3.2); spaces inside a value count for nothing here."""
    pairs = (one.partition("=") for one in text.split(";") if one.strip())
    return {name.strip(): "".join(value.split()) for name, _sign, value in pairs}


def _relaxed(line: bytes) -> bytes:
    """3.4.2: the name small, folds undone, one space for several, none at the ends."""
    name, _colon, value = line.partition(b":")
    return name.strip().lower() + b":" + b" ".join(value.split()) + CRLF


def _relaxed_body(body: bytes) -> bytes:
    """3.4.4: spaces at the end of lines go, several are one, empty lines at the end go."""
    lines = [re.sub(rb"[ \t]+", b" ", line).rstrip(b" ") for line in body.split(CRLF)]
    while lines and not lines[-1]:
        lines.pop()
    return b"".join(line + CRLF for line in lines)


def _picked(lines: list[bytes], names: list[str]) -> list[bytes]:
    """5.4.2: from the bottom, each line once; a name without a line left stands for nothing."""
    left, found = list(lines), []
    for name in names:
        at = max(
            (n for n, one in enumerate(left) if one.partition(b":")[0].strip().lower() == name.encode()), default=-1
        )
        found += [_relaxed(left.pop(at))] if at >= 0 else []
    return found


def _key(record: str) -> RSAPublicKey | None:
    """3.6.1: the key that the record publishes, where it does and it is one for RSA."""
    tags = _tags(record)
    if tags.get("v", "DKIM1") != "DKIM1" or tags.get("k", "rsa") != "rsa" or not tags.get("p"):
        return None
    try:
        key = load_der_public_key(base64.b64decode(tags["p"]))
    except ValueError:
        return None
    return key if isinstance(key, RSAPublicKey) else None
