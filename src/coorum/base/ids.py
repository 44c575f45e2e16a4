"""Identifiers: UUIDv7 (RFC 9562), so that keys sort by time and reveal no count; and how they stand in addresses."""

from base64 import b32hexdecode
from uuid import UUID

from uuid_utils.compat import uuid7

__all__ = ["from_short", "new_id", "short"]

SHORT_PATTERN = "[0-9a-v]{26}"
_DIGITS = "0123456789abcdefghijklmnopqrstuv"
_PAIRS = [first + second for first in _DIGITS for second in _DIGITS]
_SHIFTS = range(120, -1, -10)


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid7()


def short(id: UUID) -> str:  # noqa: A002  the house allows `id`
    """The id in 26 lower-case letters and digits (RFC 4648 base32hex), in the order of the ids themselves."""
    number = id.int << 2
    return "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])


def from_short(text: str) -> UUID:
    """The id that `short` wrote. ValueError where it wrote no such thing."""
    id_ = UUID(bytes=b32hexdecode(f"{text.upper()}======"))
    if short(id_) != text:
        raise ValueError(f"{text!r} is no short id")
    return id_
