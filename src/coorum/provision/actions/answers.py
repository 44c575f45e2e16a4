"""Answers to an operator's profile fields: handed over on the consent to each, and looked at like whatever else is provided.

What the operator holds is the answer itself, read anew each time: through an open record of provision, the consent to that
field, and the consents it rests on. One of them missing, there is nothing to read.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from coorum.accounts.models import Member, Role
from coorum.accounts.queries import Viewer, member_party
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, publish
from coorum.consent import queries as consents
from coorum.consent.models import Consent, ConsentKind
from coorum.consent.notice import ADVERTISING_PURPOSE, ANSWER, PROVISION_PURPOSE
from coorum.profiles import queries as profiles
from coorum.profiles.models import Answer, Field
from coorum.provision.actions.looking import ensure_may_export, note_look
from coorum.provision.actions.providing import ensure_purpose, ensure_version, record, told_of
from coorum.provision.events import PROVISION_RENEWED
from coorum.provision.kinds import BY_CONSENT, Act
from coorum.provision.models import Provision
from coorum.provision.receipts import NOT_ALLOWED
from coorum.provision.ways import digest


@dataclass(frozen=True, slots=True)
class Said:
    """What a member answered to one field, as an operator or its systems are told."""

    field: Field
    value: Any
    answer: Answer

    def in_words(self, language: str) -> Any:
        """As people read it."""
        return self.answer.said(language)


@action
def provide_answer(answer_id: UUID) -> Provision:
    """Hand an answer to the operator and write it down; a changed one takes the place of the one before.

    Raises `Refused`: `no_consent`, `not_in_version`.
    """
    row = Answer.objects.select_related("field", "member__person").get(id=answer_id)
    member, field = row.member, row.field
    ensure_version(member, field.purpose)
    consent = _consent_of(member, field)
    told = digest({field.name: row.value})
    open_ = Provision.objects.filter(member=member, route=BY_CONSENT, topic=field.id, closed_at=None).first()
    if open_ is None:
        return record(member, consent, purpose=field.purpose, items=[ANSWER], payload_hash=told, topic=field.id)
    open_.last_at, open_.payload_hash = clock.now(), told
    open_.save(update_fields=["last_at", "payload_hash"])
    publish(PROVISION_RENEWED, actor=SYSTEM, subject=member_party(member), payload=told_of(open_))
    return open_


@action
def show_answers(staff: Viewer, *, member_id: UUID) -> list[Said]:
    """What one member answered, as far as they agreed; a record is left. Raises `Refused("role")`."""
    if not staff.is_at_least(Role.MODERATOR):
        raise Refused("role", NOT_ALLOWED)
    return _looked_at(Act.SHOW, [member_id], staff).get(member_id, [])


@action
def export_answers(staff: Viewer, *, members: Iterable[UUID]) -> dict[UUID, list[Said]]:
    """What these members answered, for a file; a record is left with each who answered. Raises `Refused("role")`."""
    ensure_may_export(staff)
    return _looked_at(Act.EXPORT, list(members), staff)


@action
def tell_answers(system: Viewer, *, members: Collection[UUID]) -> dict[UUID, list[Said]]:
    """What these members answered, for a system of the operator's; a record is left with each who answered."""
    return _looked_at(Act.SYSTEM, members, system) if members else {}


def provided_answers() -> QuerySet[Answer]:
    """Answers that the operator of the open scope may be told now."""
    open_ = Provision.objects.filter(
        member=OuterRef("member"), topic=OuterRef("field"), route=BY_CONSENT, closed_at=None
    )
    return profiles.standing_answers().filter(Exists(open_)).order_by("field__position", "field")


def _looked_at(act: Act, members: Collection[UUID], viewer: Viewer) -> dict[UUID, list[Said]]:
    """The answers by member, with a record for each purpose under which somebody's were seen."""
    found: dict[UUID, list[Said]] = {}
    seen: dict[str, list[UUID]] = {}
    for row in provided_answers().filter(member__in=set(members)):
        found.setdefault(row.member_id, []).append(Said(row.field, row.value, row))
        seen.setdefault(row.field.purpose, []).append(row.member_id)
    for purpose, ids in seen.items():
        once, person = list(dict.fromkeys(ids)), None if act == Act.SYSTEM else viewer.person
        note_look(act, once, purpose, name=viewer.display_name, actor=viewer.party, person=person, of_answers=True)
    return found


def _consent_of(member: Member, field: Field) -> Consent:
    """The consent to this field, locked, and before it those it rests on."""
    kinds = {ConsentKind.PROVISION: PROVISION_PURPOSE}
    if field.purpose == ADVERTISING_PURPOSE:
        kinds[ConsentKind.ADVERTISING] = ADVERTISING_PURPOSE
    for kind, purpose in kinds.items():
        ensure_purpose(consents.standing_consent(member.person_id, kind, lock=True), purpose)
    own = consents.standing_consent(member.person_id, ConsentKind.FIELD, topic=field.id, lock=True)
    return ensure_purpose(own, field.purpose)
