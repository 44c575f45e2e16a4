"""Answering a profile field: the answer and the consent to what it said are one act, and end together."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as people
from coorum.accounts.bands import Band
from coorum.accounts.models import Member
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.consent import actions as consent
from coorum.consent import queries as consents
from coorum.consent.kinds import ConsentKind
from coorum.consent.notice import ADVERTISING_PURPOSE
from coorum.profiles import queries, rules
from coorum.profiles.events import ANSWER_CHANGED, ANSWER_GIVEN
from coorum.profiles.models import Answer, Field
from coorum.sites import queries as sites

CONTROL = "the field was filled in below the notice"


@action
def answer(member: Member, field: Field, *, given: Any, fingerprint: str, language: str) -> Answer:
    """Answer, and agree to what stood beside the field (`fingerprint` of that notice, in `language`); or change the answer.

    Raises `Refused`: `paused`, `guardian_needed` (15 or younger), `no_wish` (a field for advertising mail, of somebody who does
    not want any), `removed`, `stale` (the notice changed meanwhile), `no_answer`, and what `rules.proper_answer` raises.
    """
    field = _asked(field)
    _ensure_may_agree(member, field)
    value = rules.proper_answer(field.kind, field.options, given)
    if value is None:
        raise Refused("no_answer", _("Please answer first, or leave it."), field="answer")
    is_new = _agree(member, field, fingerprint, language)
    row, _made = Answer.objects.update_or_create(
        member=member, field=field, defaults={"value": value, "answered_at": clock.now()}
    )
    party = people.member_party(member)
    event = ANSWER_GIVEN if is_new else ANSWER_CHANGED
    publish(event, actor=party, subject=party, toward=Party("answer", row.id, row.id.hex))
    return row


@action
def take_back(member: Member, field: Field, *, by: str = "button beside the field") -> None:
    """Erase the answer: the consent to it is withdrawn, and the operator can no longer see it.

    Raises `Refused("no_consent")` where nothing was answered.
    """
    consent.withdraw_consent(member.person, kind=ConsentKind.FIELD, topic=field.id, by=by)


def forget(person_id: UUID, field_id: UUID) -> None:
    """The consent to an answer has ended: so has the answer."""
    Answer.objects.filter(member__person=person_id, field=field_id).delete()


def _asked(field: Field) -> Field:
    """The field as it is asked now, locked against its removal."""
    found = Field.objects.select_for_update().filter(id=field.id, removed_at=None).first()
    if found is None:
        raise Refused("removed", _("This is not asked any more."))
    return found


def _ensure_may_agree(member: Member, field: Field) -> None:
    """What it rests on is locked first, as a withdrawal does: the two wait for each other, and never both."""
    age = people.age_of(member.person)
    if age is not None and age.band == Band.CHILD:
        raise Refused("guardian_needed", _("At 15 or younger you cannot agree to this by yourself."))
    if consents.standing_consent(member.person_id, ConsentKind.PROVISION, lock=True) is None:
        raise Refused("paused", _("Your membership is paused. Agree to the provision of your data again first."))
    is_for_mail = field.purpose == ADVERTISING_PURPOSE
    if is_for_mail and consents.standing_consent(member.person_id, ConsentKind.ADVERTISING, lock=True) is None:
        raise Refused("no_wish", _("This is for advertising mail only, which you do not want."))


def _agree(member: Member, field: Field, fingerprint: str, language: str) -> bool:
    """Give the consent, where it is not in force: only to the notice that was shown. Answers whether it is new."""
    person = member.person
    if consents.standing_consent(person.id, ConsentKind.FIELD, topic=field.id, lock=True) is not None:
        return False
    notice = queries.notices_of(sites.current_site(), language, [field])[field.id]
    if notice.fingerprint != fingerprint:
        raise Refused("stale", _("What you were shown has changed since. Please read the new text and agree again."))
    consent.give_consent(person, kind=ConsentKind.FIELD, notice=notice, by=CONTROL, topic=field.id)
    return True
