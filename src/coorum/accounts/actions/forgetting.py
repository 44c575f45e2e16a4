"""Letting go of what has no purpose any more (APPI 22)."""

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from coorum.accounts import queries
from coorum.accounts.events import PERSON_FORGOTTEN
from coorum.accounts.models import Person
from coorum.base.actions import action
from coorum.base.events import SYSTEM, publish
from coorum.base.scope import PROVIDER


@action
def forget_registrations(stale: QuerySet[Person]) -> int:
    """Delete these registrations, whose address was never verified; returns how many."""
    persons = list(stale.select_for_update(of=("self",)))
    for person in persons:
        publish(PERSON_FORGOTTEN, actor=SYSTEM, subject=queries.person_party(person), chain=PROVIDER)
    EmailAddress.objects.filter(user__in=persons).delete()
    # Nobody unverified is a member anywhere; Django's own search for members would need the scope of a site.
    Person.objects.filter(id__in=[person.id for person in persons])._raw_delete(using="default")
    return len(persons)
