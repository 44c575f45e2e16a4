"""Canonical JSON (RFC 8785) and the salted commitment to a payload: what docs/evidence.md calls *text* and *commit*.

Only values that read back the same everywhere are taken: no floats, no integers beyond ±(2⁵³ - 1), no NUL (PostgreSQL's
jsonb cannot hold it), no lone surrogates. So the text is RFC 8785 without its rules for floating point numbers.
"""

import hmac
import json
import secrets
from typing import Any

LARGEST = 2**53 - 1


class NotCanonical(ValueError):  # noqa: N818  says what the value is
    """A value that has no canonical text; the message names where in the value it stands."""


def canonical(value: Any) -> bytes:
    """The one canonical text of `value`, in UTF-8. Raises `NotCanonical`."""
    text = json.dumps(_ordered(value, "$"), ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def commit(payload: dict[str, Any]) -> tuple[bytes, bytes]:
    """A fresh random salt (32 bytes) and HMAC-SHA-256(salt, canonical payload). Without the salt nothing can be guessed."""
    salt = secrets.token_bytes(32)
    return salt, commitment(salt, payload)


def commitment(salt: bytes, payload: dict[str, Any]) -> bytes:
    """HMAC-SHA-256(salt, canonical payload), 32 bytes."""
    return hmac.digest(salt, canonical(payload), "sha256")


def _ordered(value: Any, place: str) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, place)
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonical(f"{place} is an integer beyond 2^53 - 1")
        return value
    if isinstance(value, list | tuple):
        return [_ordered(item, f"{place}[{index}]") for index, item in enumerate(value)]
    if isinstance(value, dict):
        return {key: _ordered(value[key], f"{place}.{key}") for key in sorted(value, key=_utf16(place))}
    raise NotCanonical(f"{place} is a {type(value).__name__}, which has no canonical text")


def _utf16(place: str) -> Any:
    def order(key: Any) -> bytes:
        if not isinstance(key, str):
            raise NotCanonical(f"{place} has a key that is no text")
        return _text(key, place).encode("utf-16-be")

    return order


def _text(value: str, place: str) -> str:
    if "\0" in value:
        raise NotCanonical(f"{place} holds a NUL")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical(f"{place} holds half a surrogate pair") from error
    return value
