"""Contact details: e-mail addresses. Only accounts, notices, provision, privacy, portal and signin may import this module."""

from coorum.accounts.models import Person
from coorum.base.personal_data import Subject
from coorum.base.uses import ensure_use


def address_of(person: Person, purpose: str) -> str:
    """The person's e-mail address, for this purpose of the register. `Refused` where it may not serve it (base/uses.py)."""
    ensure_use(purpose, "email", Subject(person.id), what="accounts.contact")
    return person.email


def language_at(address: str) -> str:
    """The language of the person with this address, or an empty text."""
    return Person.objects.filter(email=address.lower()).values_list("language", flat=True).first() or ""
