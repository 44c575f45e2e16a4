"""Who somebody is, all in all: what is known of an account that became another is told to whoever both are."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from coorum.accounts import contact
from coorum.accounts.models import Member, Person
from coorum.base.personal_data import Subject
from coorum.base.scope import site_scope
from coorum.privacy.models import Merge


def persons_of(person: Person) -> list[Person]:
    """The person, and every account of theirs that became this one, the newest merge last."""
    found = [person]
    for one in found:
        merged = Merge.objects.filter(into_person=one, undone_at=None).select_related("from_person").order_by("done_at")
        found += [merge.from_person for merge in merged if merge.from_person not in found]
    return found


def subjects_of(person: Person, site_id: UUID | None) -> Iterator[Subject]:
    """Each of them, as the datasets are asked: on a site, as every member they are or were there."""
    for one in persons_of(person):
        address = contact.address_of(one, "guide")
        if site_id is None:
            yield Subject(one.id, address=address)
            continue
        with site_scope(site_id):
            members = list(Member.objects.filter(person=one).order_by("joined_at").values_list("id", flat=True))
        for member_id in members or [None]:
            yield Subject(one.id, site_id, member_id, address)


def of_both(subject: Subject) -> Q:
    return Q(from_person=subject.person_id) | Q(into_person=subject.person_id)


def of_who_went(subject: Subject) -> Q:
    return Q(was__in=[one for one in (subject.person_id, subject.member_id) if one])
