"""Identifiers: UUIDv7 (RFC 9562), so that keys sort by time and reveal no count."""

from uuid import UUID

from uuid_utils.compat import uuid7

__all__ = ["new_id"]


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid7()
