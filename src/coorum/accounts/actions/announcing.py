"""Writing to somebody about what concerns everybody: whoever announces never sees the address."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from coorum.accounts.contact import address_of
from coorum.accounts.models import Person
from coorum.base import mail


def write_to(person: Person, *, kind: str, context: Mapping[str, Any], key: UUID) -> None:
    """Put a letter of `kind` into the outbox, in the person's language; the same `key` again writes nothing."""
    mail.post(
        kind, to=address_of(person, mail.purpose_of(kind)), language=person.language or "ja", context=context, key=key
    )
