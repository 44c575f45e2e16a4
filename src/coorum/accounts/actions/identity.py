"""Who somebody is, everywhere: registering, showing that an address is theirs, changing and recovering the password."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries
from coorum.accounts.actions.addresses import remember_address
from coorum.accounts.actions.epochs import move_on
from coorum.accounts.events import (
    ADDRESS_CHANGED,
    PASSWORD_CHANGED,
    PERSON_RECOVERED,
    PERSON_REGISTERED,
    PERSON_VERIFIED,
    SIGN_UP_FIELDS_REFUSED,
)
from coorum.accounts.models import Person
from coorum.accounts.references import new_reference
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import GUEST, publish
from coorum.base.scope import PROVIDER


@action
def register_person(*, email: str, password: str | None, language: str) -> Person:
    """A person whose address is not verified yet. `password` passed the form's validators; None: set by recovery only.

    Registering an address again before it was verified starts afresh: the last password counts, and a code sent for an
    earlier one is worth nothing. So whoever registers a stranger's address first gains nothing (security §2, 3).
    Raises `Refused("address_taken")` where the address is verified.
    """
    address = email.strip().lower()
    locked = Person.objects.select_for_update()
    person, is_new = locked.get_or_create(email=address, defaults={"language": language})
    if not is_new and queries.is_verified(person):
        raise Refused("address_taken", _("This address is registered already."), field="email")
    person.set_password(password)
    person.language, person.ledger_ref, person.created_at = language, new_reference(), clock.now()
    person.save()
    move_on(person)
    EmailAddress.objects.get_or_create(user=person, email=address, defaults={"primary": True})
    party = queries.person_party(person)
    publish(PERSON_REGISTERED, actor=party, subject=party, chain=PROVIDER)
    return person


@action
def verify_address(person: Person) -> None:
    """The person showed that the address is theirs. Doing so again changes nothing."""
    waiting = EmailAddress.objects.filter(user=person, email=person.email, verified=False)
    if waiting.update(verified=True, primary=True):
        party = queries.person_party(person)
        publish(PERSON_VERIFIED, actor=party, subject=party, chain=PROVIDER)


@action
def change_password(person: Person, *, password: str, session_key: str = "") -> None:
    """A new password; every session but the one with `session_key` ends."""
    _set_password(person, password)
    move_on(person, session_key=session_key)
    party = queries.person_party(person)
    publish(PASSWORD_CHANGED, actor=party, subject=party, chain=PROVIDER)


@action
def change_address(person: Person, *, email: str, session_key: str = "") -> str:
    """A new address, after a code that was sent there was entered; every session but the one with `session_key` ends.

    Returns the code with which the old address takes it back (actions/addresses.py).

    Raises `Refused("address_taken")` where somebody else registered it, verified or not.
    """
    address, before = email.strip().lower(), person.email
    try:
        with transaction.atomic():
            Person.objects.filter(id=person.id).update(email=address)
            EmailAddress.objects.filter(user=person).delete()
            EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    except IntegrityError:
        raise Refused("address_taken", _("This address cannot be used. Please start again."), field="email") from None
    person.email = address
    move_on(person, session_key=session_key, cools=True)
    party = queries.person_party(person)
    publish(ADDRESS_CHANGED, actor=party, subject=party, chain=PROVIDER)
    return remember_address(person, before)


@action
def recover_account(person: Person, *, password: str) -> None:
    """A new password for somebody who entered a code sent to their address. Every session of theirs ends.

    The code also shows that the address is theirs; what was asked for at registration is not done, since whoever asked
    may have been somebody else.
    """
    _set_password(person, password)
    move_on(person, cools=True)
    EmailAddress.objects.filter(user=person, email=person.email).update(verified=True, primary=True)
    party = queries.person_party(person)
    publish(PERSON_RECOVERED, actor=party, subject=party, chain=PROVIDER)


@action
def refuse_fields(names: list[str]) -> None:
    """Write down that a registration form came with fields we never ask for (their names, never what was in them)."""
    payload = {"fields": [name[:60] for name in names[:20]]}
    publish(SIGN_UP_FIELDS_REFUSED, actor=GUEST, payload=payload, chain=PROVIDER)


def _set_password(person: Person, password: str) -> None:
    person.set_password(password)
    person.save(update_fields=["password"])
