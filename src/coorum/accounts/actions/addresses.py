"""Taking back a change of address: for 72 hours, by the link in the letter to the old address, once (security §6.3, 4).

Whoever changed it may have the password and may have added factors: both go, and a new password is set by letter.
"""

from collections.abc import Mapping
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any
from uuid import UUID, uuid5

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries
from coorum.accounts.actions.epochs import move_on
from coorum.accounts.actions.forgetting import forget_registrations
from coorum.accounts.events import ADDRESS_TAKEN_BACK
from coorum.accounts.models import AddressChange, Person
from coorum.accounts.references import code_hash
from coorum.base import clock, mail
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import publish
from coorum.base.scope import PROVIDER

LIFE = timedelta(hours=72)


def remember_address(person: Person, before: str) -> str:
    """The code with which `before` takes the change back. Links sent for earlier changes hold on, each for its own."""
    code = token_urlsafe(32)
    AddressChange.objects.create(code_hash=code_hash(code), person=person, before=before, changed_at=clock.now())
    return code


def change_with(code: str) -> AddressChange | None:
    """The change that this code takes back, or None: unknown, used, too old."""
    changes = AddressChange.objects.filter(code_hash=code_hash(code), changed_at__gt=clock.now() - LIFE)
    return changes.select_related("person").first() if code else None


def tell_former(person: Person, *, kind: str, context: Mapping[str, Any], key: UUID) -> None:
    """A letter of `kind` to each address that can still take a change back; to nobody where there is none."""
    changes = AddressChange.objects.filter(person=person, changed_at__gt=clock.now() - LIFE)
    for change in changes:
        facts = {**context, "changed_at": change.changed_at, "until": change.changed_at + LIFE}
        to, once = change.before, uuid5(key, change.code_hash)
        mail.post(kind, to=to, language=person.language or "ja", context=facts, key=once)


@action
def take_address_back(code: str) -> Person:
    """The old address opens the account again, and nothing else does: no session, no password, no factor added since.

    Raises `Refused`: `link_gone` (used, too old), `address_taken` (somebody else showed meanwhile that it is theirs).
    """
    change = AddressChange.objects.select_for_update().filter(code_hash=code_hash(code)).first()
    if change is None or change.changed_at <= clock.now() - LIFE:
        raise Refused("link_gone", _("This link has been used, or is too old. Please write to us."))
    person = Person.objects.select_for_update().get(id=change.person_id)
    _make_room(change.before, person)
    person.email = change.before
    person.set_unusable_password()
    person.save(update_fields=["email", "password"])
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.create(user=person, email=change.before, verified=True, primary=True)
    AddressChange.objects.filter(person=person, changed_at__gte=change.changed_at).delete()
    move_on(person, cools=True)
    party = queries.person_party(person)
    since = change.changed_at.isoformat()
    publish(ADDRESS_TAKEN_BACK, actor=party, subject=party, payload={"since": since}, chain=PROVIDER)
    return person


def _make_room(address: str, person: Person) -> None:
    """A registration at this address that nobody confirmed gives way; whoever did confirm it keeps it."""
    others = Person.objects.filter(email=address).exclude(id=person.id)
    verified = EmailAddress.objects.filter(user=OuterRef("id"), verified=True)
    if others.filter(Exists(verified)).exists():
        raise Refused("address_taken", _("Somebody else uses this address by now. Please write to us."))
    forget_registrations(others)
