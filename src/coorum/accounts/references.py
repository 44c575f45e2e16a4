"""The random names by which the evidence ledger knows people: nothing in them says who."""

from hashlib import sha256
from secrets import token_hex
from uuid import UUID


def new_reference() -> str:
    """160 random bits in hex."""
    return token_hex(20)


def address_mark(site_id: UUID, email: str) -> UUID:
    """What stands for an address on a site where only "is it this one?" is asked: half of a SHA-256."""
    return UUID(bytes=sha256(f"{site_id}:{email.strip().lower()}".encode()).digest()[:16])


def code_hash(code: str) -> str:
    """What is kept of a code that travels by mail: its SHA-256 in hex."""
    return sha256(code.encode()).hexdigest()
