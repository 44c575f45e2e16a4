"""What a consent receipt says: the fields of ISO/IEC TS 27560:2023, and what Japanese law adds (obligations b-3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coorum.consent.kinds import GUARDIAN, WHOLE, ConsentKind
from coorum.consent.models import Receipt, ReceiptEvent
from coorum.consent.notice import Notice

#: Where it is withdrawn, where that is not with the others.
PATHS = {ConsentKind.FIELD: "/my/profile/fields/"}
SCHEMA = "coorum-consent-receipt/1 (ISO/IEC TS 27560:2023)"


@dataclass(frozen=True)
class GivenByGuardian:
    """A guardian gave the consent for somebody of 15 or younger (X5): when, and a salted commitment to their address."""

    commitment: str
    agreed_at: datetime


def consent_document(
    receipt: Receipt,
    *,
    subject_ref: str,
    by: str,
    notice: Notice | None = None,
    given: Receipt | None = None,
    guardian: GivenByGuardian | None = None,
) -> dict[str, Any]:
    """The record of one act. A withdrawal repeats what was given, and names the receipt it ends."""
    told = _told(receipt, notice) if notice else _repeated(given)
    if receipt.topic != WHOLE:
        told |= {"topic": receipt.topic.hex}
    if guardian:
        at = guardian.agreed_at.isoformat(timespec="microseconds")
        told |= {"given_by": GUARDIAN, "guardian": {"commitment": guardian.commitment, "agreed_at": at}}
    return {
        "schema_version": SCHEMA,
        "record_id": str(receipt.id),
        "subject_id": subject_ref,
        "jurisdiction": "JP",
        "storage_location": "JP",
        **told,
        "event": {
            "type": f"consent_{receipt.event}",
            "state": "given" if receipt.event == ReceiptEvent.GIVEN else "withdrawn",
            "time": receipt.made_at.isoformat(timespec="microseconds"),
            "entity": subject_ref,
            "control": by,
            "ends": str(given.id) if given else None,
        },
        "ledger": {"chain": str(receipt.site_id), "key": str(receipt.ledger_key)},
    }


def _told(receipt: Receipt, notice: Notice) -> dict[str, Any]:
    offer = notice.offers[receipt.kind]
    return {
        "consent": receipt.kind,
        "notice": {
            "language": notice.language,
            "version": notice.version,
            "fingerprint": notice.fingerprint,
            "sentence": offer.sentence,
            "documents": [document.reference for document in notice.documents],
        },
        "purposes": [{"id": purpose.id, "text": purpose.text} for purpose in notice.purposes_of(offer)],
        "data_items": [{"id": item.id, "text": item.text} for item in notice.items_of(offer)],
        "never_provided": list(notice.never),
        "controller": notice.provider,
        "recipients": [notice.operator],
        "required_for_service": offer.required,
        "retention": notice.retention,
        "withdrawal": {"how": notice.stop, "path": PATHS.get(ConsentKind(receipt.kind), "/my/consents/")},
    }


def _repeated(given: Receipt | None) -> dict[str, Any]:
    if given is None:
        raise ValueError("a withdrawal ends a receipt")
    dropped = {"schema_version", "record_id", "subject_id", "jurisdiction", "storage_location", "event", "ledger"}
    return {name: value for name, value in given.document.items() if name not in dropped}
