"""The random names by which the evidence ledger knows people: nothing in them says who."""

from secrets import token_hex


def new_reference() -> str:
    """160 random bits in hex."""
    return token_hex(20)
