"""Contact details: e-mail addresses. Only accounts, notices, provision, privacy, portal and signin may import this module."""

from coorum.accounts.models import Person


def address_of(person: Person) -> str:
    """The person's e-mail address."""
    return person.email


def language_at(address: str) -> str:
    """The language of the person with this address, or an empty text."""
    return Person.objects.filter(email=address.lower()).values_list("language", flat=True).first() or ""
