"""Every read of the profiles room. An operator asks through provision, never here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coorum.accounts import queries as people
from coorum.accounts.bands import Band
from coorum.accounts.models import Member
from coorum.consent import queries as consents
from coorum.consent.asking import Asked, answer_notices
from coorum.consent.kinds import ConsentKind
from coorum.consent.models import Consent
from coorum.consent.notice import ADVERTISING_PURPOSE, Notice
from coorum.profiles.kinds import Audience
from coorum.profiles.models import Answer, Field
from coorum.sites.models import Site


def fields() -> QuerySet[Field]:
    """What is asked on the open scope's site, in its order."""
    return Field.objects.filter(removed_at=None).order_by("position", "id")


def field_with(field_id: UUID) -> Field | None:
    """One of them, or None."""
    return fields().filter(id=field_id).first()


def fields_for(member: Member) -> list[Field]:
    """What this member is asked: what is for advertising mail only where they want any. Nothing of a child."""
    kinds = consents.kinds_in_force(member.person_id)
    age = people.age_of(member.person)
    if age is not None and age.band == Band.CHILD:
        return []
    wants_mail = ConsentKind.ADVERTISING in kinds
    return [one for one in fields() if one.purpose != ADVERTISING_PURPOSE or wants_mail]


def is_asked_on_joining(member: Member) -> bool:
    """Whether there is something to offer a new member."""
    return any(one.at_joining for one in fields_for(member))


def counted_fields() -> QuerySet[Field]:
    """The fields with `answered`: how many answers each has."""
    each = Answer.objects.filter(field=OuterRef("pk")).order_by().values("field").annotate(all=Count("id"))
    return fields().annotate(answered=Coalesce(Subquery(each.values("all")), 0))


def standing_answers() -> QuerySet[Answer]:
    """Answers whose consents are in force now: the one to the field, and those it rests on. The row alone is not enough."""
    given = Consent.objects.filter(person=OuterRef("member__person"))
    wants_mail = Q(field__purpose=ADVERTISING_PURPOSE) & ~Exists(given.filter(kind=ConsentKind.ADVERTISING))
    rows = Answer.objects.select_related("field").filter(field__removed_at=None).exclude(wants_mail)
    own = given.filter(kind=ConsentKind.FIELD, topic=OuterRef("field"))
    return rows.filter(Exists(own), Exists(given.filter(kind=ConsentKind.PROVISION)))


def answers_of(member: Member) -> dict[UUID, Answer]:
    """What the member answered, by field: for their own page."""
    return {one.field_id: one for one in Answer.objects.select_related("field").filter(member=member)}


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as other members read it."""

    label: str
    said: Any


def shown_to_members(member: Member, language: str) -> list[Shown]:
    """What the member answered to fields whose answers other members see; nothing of whom is under 18 or has left."""
    if member.is_private or member.is_hidden:
        return []
    rows = standing_answers().filter(member=member, field__audience=Audience.MEMBERS).order_by("field__position")
    return [Shown(one.field.label(language), one.said(language)) for one in rows]


def notices_of(site: Site, language: str, asked: Iterable[Field]) -> dict[UUID, Notice]:
    """What stands beside each of these fields, by its id. Raises `Refused("not_introduced")`."""
    return answer_notices(
        site,
        language,
        (
            Asked(one.id, one.label(language), one.why(language), one.purpose, one.audience == Audience.MEMBERS)
            for one in asked
        ),
    )
