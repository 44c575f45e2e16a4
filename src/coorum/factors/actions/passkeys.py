"""Passkeys: added once the device signed our challenge (ceremony.py), named, used, removed."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as people
from coorum.accounts import ways_in
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import publish
from coorum.base.scope import PROVIDER
from coorum.base.screening import ensure_no_numbers
from coorum.base.text import clean_line
from coorum.factors import rules
from coorum.factors.actions.telling import changed, forget_codes_of_nothing
from coorum.factors.ceremony import NewKey
from coorum.factors.events import FACTOR_ADDED, FACTOR_REMOVED, PASSKEY_NAMED
from coorum.factors.models import Passkey

LONGEST_NAME = 40


@action
def add_passkey(person: Person, *, key: NewKey, name: str, session_key: str = "") -> Passkey:
    """A passkey the device has just made. Other sessions end. Raises `Refused`: `many_passkeys`, `passkey_known`."""
    Person.objects.select_for_update().get(id=person.id)
    rules.ensure_room(Passkey.objects.filter(person=person).count())
    row = Passkey(person=person, name=proper_name(name) or str(_("Passkey")), added_at=clock.now())
    row.credential, row.public_key, row.handle, row.uses = key.credential, key.public_key, key.handle, key.uses
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused("passkey_known", _("This passkey is here already.")) from None
    is_first = ways_in.count(person) == 1
    changed(FACTOR_ADDED, person, factor="passkey", name=row.name, session_key=session_key, cools=not is_first)
    return row


@action
def rename_passkey(person: Person, *, passkey_id: UUID, name: str) -> None:
    """Another name for one of the person's passkeys. Raises `Refused("name_empty")`."""
    tidy = proper_name(name)
    if not tidy:
        raise Refused("name_empty", _("Please give it a name by which you will know it."), field="name")
    if Passkey.objects.filter(person=person, id=passkey_id).update(name=tidy):
        publish(PASSKEY_NAMED, actor=people.person_party(person), chain=PROVIDER)


@action
def remove_passkey(person: Person, *, passkey_id: UUID, session_key: str = "") -> None:
    """The passkey opens nothing any more. Other sessions end. Raises `Refused("last_way")`."""
    Person.objects.select_for_update().get(id=person.id)
    row = Passkey.objects.filter(person=person, id=passkey_id).first()
    if row is None:
        return
    rules.ensure_another_way(ways_in.count(person) - 1)
    row.delete()
    forget_codes_of_nothing(person)
    changed(FACTOR_REMOVED, person, factor="passkey", name=row.name, session_key=session_key)


@action
def note_use(passkey: Passkey, *, uses: int) -> None:
    """The passkey was used. Raises `Refused("passkey_copied")` where the device's counter went back: it is a copy
    (WebAuthn 6.1.1).
    """
    row = Passkey.objects.select_for_update().get(id=passkey.id)
    if (uses or row.uses) and uses <= row.uses:
        raise Refused("passkey_copied", _("This passkey could not be checked. Please sign in another way."))
    row.uses, row.used_at = uses, clock.now()
    row.save(update_fields=["uses", "used_at"])


def proper_name(name: str) -> str:
    """One line of a passkey's name. Raises `Refused` where it holds a number that is not to be kept (base/screening.py)."""
    tidy = clean_line(name, LONGEST_NAME)
    ensure_no_numbers(tidy, field="name")
    return tidy
