"""What both addresses are told. Neither letter names the other address: it outlives what it would say."""

from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone, translation
from django.utils.formats import date_format

from coorum.accounts import contact
from coorum.accounts.models import Person
from coorum.base import links, mail
from coorum.privacy.merging import queries
from coorum.privacy.models import Merge
from coorum.sites import queries as sites

DONE, UNDONE = "accounts_merged", "merge_undone"
#: Where each leads.
_PAGES = {DONE: "merging", UNDONE: "recover"}


def write(kind: str, merge: Merge) -> None:
    """Tell both, once, each in their language, with the way to undo it."""
    for person in (merge.from_person, merge.into_person):
        _post(kind, merge, person)


def _post(kind: str, merge: Merge, person: Person) -> None:
    provider = sites.provider()
    with translation.override(person.language):
        context = {
            "goes": person == merge.from_person,
            "until": _day(merge),
            "address": f"{sites.provider_origin()}{links.path_to(_PAGES[kind], merge.id)}",
            "provider": provider.legal_name if provider else "",
        }
    key = uuid5(NAMESPACE_URL, f"coorum:privacy:merge:{kind}:{merge.id}:{person.id}")
    address = contact.address_of(person, mail.purpose_of(kind))
    mail.post(kind, to=address, language=person.language, context=context, key=key)


def _day(merge: Merge) -> str:
    until = queries.undo_until(merge)
    return date_format(timezone.localtime(until), "DATE_FORMAT") if until else ""
