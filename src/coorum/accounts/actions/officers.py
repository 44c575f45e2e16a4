"""Who works for the provider, at the desk."""

from allauth.account.models import EmailAddress

from coorum.accounts import queries
from coorum.accounts.events import DESK_ROLE_GRANTED
from coorum.accounts.models import DeskRole, Person
from coorum.accounts.roles import Duty
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import Party, publish
from coorum.base.scope import PROVIDER


@action
def appoint_officer(actor: Party, *, email: str, duty: Duty, password: str | None = None) -> Person:
    """Put somebody at the desk; an account is made where there is none. Without `password` they set one by recovery."""
    person = Person.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        person = Person(email=email.strip().lower())
        person.set_password(password)
        person.save()
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    DeskRole.objects.update_or_create(person=person, defaults={"duty": duty, "granted_at": clock.now()})
    publish(
        DESK_ROLE_GRANTED,
        actor=actor,
        chain=PROVIDER,
        subject=queries.person_party(person),
        payload={"duty": str(duty)},
    )
    return person
