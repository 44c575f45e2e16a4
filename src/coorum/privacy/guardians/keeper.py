"""Whose an ask of a guardian is: the child's who is registered, and of either address."""

from django.db.models import Q

from coorum.base.personal_data import Subject
from coorum.privacy.guardians.rules import mark_of


def of_either(subject: Subject) -> Q:
    """The asks that name this person, or this address as the child's or as the guardian's."""
    found = Q(person=subject.person_id) if subject.person_id else Q(pk__in=[])
    if subject.address:
        mark = mark_of(subject.address)
        found |= Q(child_mark=mark) | Q(guardian_mark=mark)
    return found
