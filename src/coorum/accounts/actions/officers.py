"""Who works for the provider, at the desk: appointed, renewed by another, dismissed. Nobody touches their own role."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries
from coorum.accounts.events import DESK_ROLE_GRANTED, DESK_ROLE_RENEWED, DESK_ROLE_REVOKED
from coorum.accounts.models import DeskRole, Person
from coorum.accounts.roles import Duty, desk_term_end
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Event, Party, publish
from coorum.base.scope import PROVIDER
from coorum.base.tombstones import bury


@action
def appoint_officer(actor: Party, *, email: str, duty: Duty, password: str | None = None) -> Person:
    """Put somebody at the desk for a term; an account is made where there is none. Who has the duty already is renewed.

    Without `password` they set one by recovery. Raises `Refused`: `own_role`, `last_administrator`.
    """
    person = Person.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        person = Person(email=email.strip().lower())
        person.set_password(password)
        person.save()
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    role = _role_of(person)
    if role and role.duty == duty:
        renew_officer(actor, person=person)
        return person
    _ensure_other(actor, person)
    if role:
        _ensure_another_administrator(role)
    terms = {"granted_at": clock.now(), "confirmed_at": clock.now(), "expires_at": desk_term_end()}
    DeskRole.objects.update_or_create(person=person, defaults={"duty": duty, "confirmed_by": actor.id, **terms})
    _tell(DESK_ROLE_GRANTED, actor, person, duty)
    return person


@action
def renew_officer(actor: Party, *, person: Person) -> DeskRole:
    """Another of the desk says that `person` stays for a term from now. Raises `Refused`: `not_at_desk`, `own_role`."""
    role = _there(person)
    _ensure_other(actor, person)
    role.confirmed_at, role.confirmed_by, role.expires_at = clock.now(), actor.id, desk_term_end()
    role.save(update_fields=["confirmed_at", "confirmed_by", "expires_at"])
    _tell(DESK_ROLE_RENEWED, actor, person, Duty(role.duty))
    return role


@action
def dismiss_officer(actor: Party, *, person: Person) -> None:
    """`person` works at the desk no more, from this moment. Their account stays.

    Raises `Refused`: `not_at_desk`, `own_role`, `last_administrator`.
    """
    role = _there(person)
    _ensure_other(actor, person)
    _ensure_another_administrator(role)
    role.delete()
    bury("accounts.desk_role.revoked", person.id)
    _tell(DESK_ROLE_REVOKED, actor, person, Duty(role.duty))


@action
def dismiss_officer_again(person_id: UUID) -> None:
    """After a restore: a duty that ended since the backup ends again. The shell appoints whoever is needed."""
    for role in DeskRole.objects.select_related("person").filter(person_id=person_id):
        person, duty = role.person, Duty(role.duty)
        role.delete()
        _tell(DESK_ROLE_REVOKED, SYSTEM, person, duty)


def _tell(event: Event, actor: Party, person: Person, duty: Duty) -> None:
    subject = queries.person_party(person)
    publish(event, actor=actor, chain=PROVIDER, subject=subject, payload={"duty": str(duty)})


def _role_of(person: Person) -> DeskRole | None:
    return DeskRole.objects.select_for_update().filter(person=person).first()


def _there(person: Person) -> DeskRole:
    role = _role_of(person)
    if role is None:
        raise Refused("not_at_desk", _("This person does not work at the desk."))
    return role


def _ensure_other(actor: Party, person: Person) -> None:
    if actor.id == person.id:
        raise Refused("own_role", _("Nobody changes or renews their own role: please ask somebody else at the desk."))


def _ensure_another_administrator(role: DeskRole) -> None:
    # All of them are locked, so that two cannot dismiss each other at the same moment.
    every = queries.desk_roles().filter(duty=Duty.ADMINISTRATOR).select_for_update(of=("self",))
    if role.duty == Duty.ADMINISTRATOR and {one.person_id for one in every} <= {role.person_id}:
        raise Refused("last_administrator", _("The desk needs an administrator. Appoint another one first."))
