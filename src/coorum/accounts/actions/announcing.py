"""Writing to somebody about what concerns everybody: whoever announces never sees the address."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from coorum.accounts.contact import address_of
from coorum.accounts.models import Person
from coorum.base import mail, scope
from coorum.base.outbox import Letter


def write_to(
    person: Person,
    *,
    kind: str,
    context: Mapping[str, Any],
    key: UUID,
    sender_name: str = "",
    headers: Mapping[str, str] | None = None,
) -> None:
    """Put a letter of `kind` into the outbox, in the person's language; the same `key` again writes nothing."""
    to, language = address_of(person, mail.purpose_of(kind)), person.language or "ja"
    mail.post(kind, to=to, language=language, context=context, key=key, sender_name=sender_name, headers=headers)


def take_back_letters(person: Person, *, kind: str) -> int:
    """Letters of `kind` from this site that have not left yet are not sent any more. How many."""
    waiting = Letter.objects.filter(site_id=scope.current_site_id(), kind=kind, recipient=person.email, sent_at=None)
    return int(waiting.delete()[0])
