"""Every write of the consent room but publishing (publication.py)."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.base import clock, tombstones
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.base.ids import new_id
from coorum.base.scope import current_site_id
from coorum.consent import queries
from coorum.consent.events import CONSENT_GIVEN, CONSENT_WITHDRAWN
from coorum.consent.kinds import GUARDIAN, WHOLE
from coorum.consent.models import Consent, ConsentKind, Receipt, ReceiptEvent
from coorum.consent.notice import ADVERTISING_PURPOSE, Notice
from coorum.consent.receipts import GivenByGuardian, consent_document
from coorum.consent.signatures import sign


@action
def give_consent(
    person: Any,
    *,
    kind: ConsentKind,
    notice: Notice,
    by: str,
    guardian: GivenByGuardian | None = None,
    topic: UUID = WHOLE,
) -> Consent:
    """Record that `person` agreed to `kind` on the open scope's site, as `notice` put it to them.

    `by` names the control they used (for example `sign-up checkbox, unticked by default`); `guardian` says that a guardian
    gave it for them; `topic` is what it is about, where it is about one thing. Giving again what is in force changes
    nothing and returns what is there.
    """
    standing = Consent.objects.filter(person=person, kind=kind, topic=topic).first()
    if standing is not None:
        return standing
    offer = notice.offers[kind]
    facts = {"notice": notice, "by": by, "guardian": guardian}
    receipt = _make_receipt(person, kind, ReceiptEvent.GIVEN, facts, topic)
    consent = Consent.new(
        person=person,
        kind=kind,
        topic=topic,
        purposes=list(offer.purposes),
        items=list(offer.items),
        receipt=receipt,
        given_at=receipt.made_at,
    )
    consent.save()
    _publish(CONSENT_GIVEN, person, receipt)
    return consent


@action
def give_oneself(person: Any, *, kind: ConsentKind, notice: Notice, by: str) -> Consent:
    """Agree oneself to what a guardian agreed to before: the new receipt takes the place of theirs, and nothing pauses.

    Without a guardian's consent in force this is `give_consent`.
    """
    standing = queries.standing_consent(person.id, kind, lock=True)
    if standing is None or standing.receipt.document.get("given_by") != GUARDIAN:
        return give_consent(person, kind=kind, notice=notice, by=by)
    receipt = _make_receipt(person, kind, ReceiptEvent.GIVEN, {"notice": notice, "by": by})
    standing.receipt, standing.given_at = receipt, receipt.made_at
    standing.purposes, standing.items = list(notice.offers[kind].purposes), list(notice.offers[kind].items)
    standing.save()
    _publish(CONSENT_GIVEN, person, receipt)
    return standing


@action
def withdraw_consent(person: Any, *, kind: ConsentKind, by: str, topic: UUID = WHOLE) -> Receipt:
    """Take a consent back, at once, and with it what rests on it: answers to profile fields. Raises `Refused` where none is
    in force.

    The row is locked first: a provision that checks it waits for us, and then finds nothing.
    """
    standing = queries.standing_consent(person.id, kind, topic=topic, lock=True)
    if standing is None:
        raise Refused("no_consent", _("There is no consent in force to withdraw."))
    receipt = _make_receipt(person, kind, ReceiptEvent.WITHDRAWN, {"given": standing.receipt, "by": by}, topic)
    standing.delete()
    about = {} if topic == WHOLE else {"topic": topic.hex}
    tombstones.bury("consent.consent.withdrawn", person.id, kind=kind.value, **about)
    _publish(CONSENT_WITHDRAWN, person, receipt)
    for resting in _resting_on(person, kind):
        withdraw_consent(person, kind=ConsentKind.FIELD, topic=resting.topic, by=by)
    return receipt


def _resting_on(person: Any, kind: ConsentKind) -> list[Consent]:
    """The answers to fields that cannot be given without a consent of this kind."""
    fields = queries.topics_in_force(ConsentKind.FIELD, person_id=person.id).order_by("id")
    if kind == ConsentKind.ADVERTISING:
        return list(fields.filter(purposes__contains=[ADVERTISING_PURPOSE]))
    return list(fields) if kind == ConsentKind.PROVISION else []


def _make_receipt(
    person: Any, kind: ConsentKind, event: ReceiptEvent, facts: dict[str, Any], topic: UUID = WHOLE
) -> Receipt:
    now = clock.now()
    receipt = Receipt(
        id=new_id(), site_id=current_site_id(), person=person, kind=kind, topic=topic, event=event, made_at=now
    )
    receipt.document = consent_document(receipt, subject_ref=person.ledger_ref, **facts)
    receipt.signed = sign(receipt.document, kind="consent-receipt")
    receipt.save()
    return receipt


def _publish(event: Any, person: Any, receipt: Receipt) -> None:
    publish(
        event,
        actor=Party("person", person.id, person.ledger_ref),
        subject=Party("person", person.id, person.ledger_ref),
        toward=Party("receipt", receipt.id, receipt.id.hex),
        payload={"receipt": receipt.document},
        key=receipt.ledger_key,
    )
