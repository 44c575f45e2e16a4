"""Letting go of what has no purpose any more (APPI 22)."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef

from coorum.accounts import queries
from coorum.accounts.events import PERSON_FORGOTTEN
from coorum.accounts.models import HandOff, Person, Session
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import SYSTEM, publish
from coorum.base.gates import HOLD
from coorum.base.personal_data import Subject
from coorum.base.scope import PROVIDER

UNVERIFIED_FOR = timedelta(days=7)


@action
def forget_unverified() -> int:
    """Delete registrations whose address was never verified; returns how many."""
    verified = EmailAddress.objects.filter(user=OuterRef("id"), verified=True)
    stale = Person.objects.filter(~Exists(verified), closure=None, created_at__lt=clock.now() - UNVERIFIED_FOR)
    found = stale.select_for_update(of=("self",))
    persons = [person for person in found if HOLD.allows("accounts.persons", Subject(person.id))]
    for person in persons:
        publish(PERSON_FORGOTTEN, actor=SYSTEM, subject=queries.person_party(person), chain=PROVIDER)
    EmailAddress.objects.filter(user__in=persons).delete()
    # Nobody unverified is a member anywhere; Django's own search for members would need the scope of a site.
    Person.objects.filter(id__in=[person.id for person in persons])._raw_delete(using="default")
    return len(persons)


@action
def forget_expired_sessions() -> None:
    """Delete sessions and hand-off codes that can no longer be used."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
    HandOff.objects.filter(made_at__lt=clock.now() - timedelta(hours=1)).delete()
