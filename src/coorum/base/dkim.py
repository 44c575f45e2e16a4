"""Signing a letter for its domain (DKIM, RFC 6376): rsa-sha256, relaxed/relaxed.

The one library for it signs with whole numbers of Python's, in a time that tells of the key, and comes as source only; the
signature itself is `cryptography`'s here. A reader written apart from this checks it (`tests/sites/dkim_reader.py`).
"""

import re
from base64 import b64encode
from datetime import datetime
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

#: What is signed where it is there. Those named twice cannot be added to afterwards (8.15).
SIGNED: tuple[str, ...] = ("from", "to", "subject", "date", "message-id", "reply-to", "mime-version", "content-type")
SIGNED += ("content-transfer-encoding", "auto-submitted", "list-unsubscribe", "list-unsubscribe-post")
ONCE = ("from", "to", "subject", "date", "reply-to", "content-type")

Field = tuple[str, str]


def signature(message: bytes, *, domain: str, selector: str, key: RSAPrivateKey, at: datetime) -> bytes:
    """The header to stand before `message` (lines end in CRLF, all ASCII), its line end included.

    ValueError for a message that is not ASCII: whoever passes it on may write it otherwise, and the signature would break.
    """
    head, _, body = message.decode("ascii").partition("\r\n\r\n")
    fields = _fields(head)
    body_hash = b64encode(sha256(relaxed_body(body).encode()).digest()).decode()
    names = [name for name in SIGNED if any(name == one for one, _value in fields)] + list(ONCE)
    tags = f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s={selector}; t={int(at.timestamp())};\r\n"
    tags += f" h={_folded(':'.join(names), ':')};\r\n bh={body_hash};\r\n b="
    signed = "".join(_chosen(fields, names)) + relaxed_header(("dkim-signature", f" {tags}")).removesuffix("\r\n")
    proof = b64encode(key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()
    return f"DKIM-Signature: {tags}{_folded(proof)}\r\n".encode()


def relaxed_header(field: Field) -> str:
    """One header as it is hashed (3.4.2)."""
    name, value = field
    return f"{name.strip().lower()}:{re.sub(r'[ \t]+', ' ', value.replace('\r\n', '')).strip()}\r\n"


def relaxed_body(body: str) -> str:
    """A body as it is hashed (3.4.4)."""
    lines = [re.sub(r"[ \t]+", " ", line).rstrip(" ") for line in body.split("\r\n")]
    text = "\r\n".join(lines).rstrip("\r\n")
    return f"{text}\r\n" if text else ""


def _fields(head: str) -> list[Field]:
    whole = re.split(r"\r\n(?![ \t])", head)
    return [(name.strip().lower(), value) for name, _, value in (one.partition(":") for one in whole)]


def _chosen(fields: list[Field], names: list[str]) -> list[str]:
    """The headers by these names, the last of each name first; a name too many stands for nothing (5.4.2)."""
    left = list(reversed(fields))
    found = []
    for name in names:
        place = next((n for n, (one, _value) in enumerate(left) if one == name), None)
        if place is not None:
            found.append(relaxed_header(left.pop(place)))
    return found


def _folded(text: str, at: str = "") -> str:
    """In lines of no more than some seventy signs; a space in `h` and `b` says nothing (3.2, 3.5)."""
    parts = re.findall(f"[^{at}]+{at}?", text) if at else re.findall(".{1,70}", text)
    lines = [""]
    for part in parts:
        if len(lines[-1]) + len(part) > 70:
            lines.append("")
        lines[-1] += part
    return "\r\n ".join(lines)
