"""Answering a version that needs consent, with a receipt for each answer; and putting an announcement away."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.base.ids import new_id
from coorum.base.once import insert_once
from coorum.base.scope import PROVIDER
from coorum.consent import campaign, queries
from coorum.consent.events import VERSION_ANSWERED
from coorum.consent.kinds import VersionChoice
from coorum.consent.models import NewsDismissal, PolicyVersion, VersionAnswer
from coorum.consent.receipts import SCHEMA
from coorum.consent.signatures import sign


@action
def answer_version(
    person: Any, *, version: PolicyVersion, answer: VersionChoice, language: str, by: str
) -> VersionAnswer:
    """Record that the person agrees to a version, or declines it. Saying the same again changes nothing.

    Raises `Refused` where they are not asked about this version.
    """
    ask = campaign.ask_of(person, version)
    if ask is None:
        raise Refused("not_asked", _("There is nothing to answer about this version any more."))
    if ask.answer is not None and ask.answer.answer == answer:
        return ask.answer
    given = VersionAnswer(id=new_id(), version=version, person=person, answer=answer, made_at=clock.now())
    given.document = _document(given, person.ledger_ref, ask, language, by)
    given.signed = sign(given.document, kind="consent-receipt")
    given.save(force_insert=True)
    party = Party("person", person.id, person.ledger_ref)
    publish(
        VERSION_ANSWERED,
        actor=party,
        chain=version.community_id or PROVIDER,
        subject=party,
        toward=Party("receipt", given.id, given.id.hex),
        payload={"receipt": given.document},
        key=given.ledger_key,
    )
    return given


@action
def dismiss_news(person: Any, *, version_id: UUID) -> None:
    """Do not show this announcement again."""
    if PolicyVersion.objects.filter(id=version_id).exists():
        insert_once(NewsDismissal(person=person, version_id=version_id, at=clock.now()))


def _document(given: VersionAnswer, subject_ref: str, ask: campaign.Ask, language: str, by: str) -> dict[str, Any]:
    """What was said, to which words (ISO/IEC TS 27560; obligations b-3)."""
    text, version = queries.text_in(ask.version, language), ask.version
    return {
        "schema_version": SCHEMA,
        "record_id": str(given.id),
        "subject_id": subject_ref,
        "jurisdiction": "JP",
        "consent": "version",
        "notice": {
            "language": text.language,
            "kind": version.kind,
            "number": version.number,
            "sha256": text.sha256,
            "summary": version.summary.get(language) or version.summary.get("ja", ""),
            "instead_of": ask.held.number if ask.held else None,
        },
        "required_for_service": False,
        "withdrawal": {"path": "/my/consents/"},
        "event": {
            "type": f"version_{given.answer}",
            "state": "given" if given.answer == VersionChoice.GRANTED else "refused",
            "time": given.made_at.isoformat(timespec="microseconds"),
            "entity": subject_ref,
            "control": by,
            "ends": str(ask.answer.id) if ask.answer else None,
        },
        "ledger": {"chain": str(version.community_id or PROVIDER), "key": str(given.ledger_key)},
    }
