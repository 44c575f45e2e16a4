"""The random names by which the evidence ledger knows people: nothing in them says who."""

from hashlib import sha256
from secrets import token_hex


def new_reference() -> str:
    """160 random bits in hex."""
    return token_hex(20)


def code_hash(code: str) -> str:
    """What is kept of a code that travels by mail: its SHA-256 in hex."""
    return sha256(code.encode()).hexdigest()
