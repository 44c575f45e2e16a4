"""Every read of the consent room."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from coorum.base import clock
from coorum.consent.documents import Document, from_json, parts_of, words_of
from coorum.consent.items import DataItem
from coorum.consent.kinds import GUARDIAN, WHOLE, ChangeClass
from coorum.consent.models import Consent, ConsentKind, PolicyKind, PolicyText, PolicyVersion, Receipt
from coorum.sites.models import Site


def standing_consent(person_id: UUID, kind: ConsentKind, *, topic: UUID = WHOLE, lock: bool = False) -> Consent | None:
    """The consent in force, with its receipt. `lock` holds it until the transaction ends, against a withdrawal."""
    rows = Consent.objects.select_related("receipt").filter(person_id=person_id, kind=kind, topic=topic)
    return (rows.select_for_update(of=("self",)) if lock else rows).first()


def kinds_in_force(person_id: UUID) -> list[ConsentKind]:
    """What the person agrees to on the open scope's site, apart from single topics, which end with what they rest on."""
    kinds = Consent.objects.filter(person_id=person_id, topic=WHOLE).order_by("kind").values_list("kind", flat=True)
    return [ConsentKind(kind) for kind in kinds]


def kinds_given_alone(person_id: UUID) -> list[ConsentKind]:
    """What the person agrees to on the open scope's site by their own word, and no guardian's."""
    own = Consent.objects.filter(person_id=person_id, topic=WHOLE).exclude(receipt__document__has_key="given_by")
    return [ConsentKind(kind) for kind in own.order_by("kind").values_list("kind", flat=True)]


def kinds_given_by_guardian(person_id: UUID) -> list[ConsentKind]:
    """What a guardian agreed to for the person on the open scope's site."""
    theirs = Consent.objects.filter(person_id=person_id, topic=WHOLE, receipt__document__given_by=GUARDIAN)
    return [ConsentKind(kind) for kind in theirs.order_by("kind").values_list("kind", flat=True)]


def topics_in_force(kind: ConsentKind, *, person_id: UUID | None = None) -> QuerySet[Consent]:
    """Consents in force of this kind on the open scope's site, each about something of its own."""
    rows = Consent.objects.filter(kind=kind).exclude(topic=WHOLE)
    return rows.filter(person_id=person_id) if person_id else rows


def receipts_of(person_id: UUID) -> QuerySet[Receipt]:
    """All receipts of the person on the open scope's site, newest first."""
    return Receipt.objects.filter(person_id=person_id).order_by("-made_at")


def receipt(person_id: UUID, receipt_id: UUID) -> Receipt | None:
    """One receipt, if it is this person's."""
    return Receipt.objects.filter(person_id=person_id, id=receipt_id).first()


def versions(kind: PolicyKind, community_id: UUID | None = None) -> list[PolicyVersion]:
    """All versions of a document, newest first, with their texts."""
    rows = PolicyVersion.objects.filter(kind=kind, community_id=community_id).prefetch_related("texts")
    return list(rows.order_by("-announced_at"))


def newest_announcement() -> datetime | None:
    """When a version was announced last that is more than wording; no first version. None where there was none."""
    told = PolicyVersion.objects.exclude(change_class__in=[ChangeClass.FIRST, ChangeClass.N0])
    return told.order_by("-announced_at").values_list("announced_at", flat=True).first()


def version_by_id(version_id: UUID) -> PolicyVersion | None:
    return PolicyVersion.objects.filter(id=version_id).prefetch_related("texts").first()


def version_in_force(kind: PolicyKind, community_id: UUID | None = None) -> PolicyVersion | None:
    """The version in effect now, or None where nothing was published."""
    rows = PolicyVersion.objects.filter(kind=kind, community_id=community_id, effective_at__lte=clock.now())
    return rows.prefetch_related("texts").order_by("-effective_at").first()


def words_in_force(kind: PolicyKind) -> dict[str, str]:
    """All words of the document of this kind in force, by language, a line a part; nothing where none is published."""
    version = version_in_force(kind)
    return (
        {text.language: words_of_document(from_json(text.document)) for text in version.texts.all()} if version else {}
    )


def names_item(item: DataItem) -> bool:
    """Whether the provider's policy in force names this item, in every language in which it is published."""
    said = words_in_force(PolicyKind.PROVIDER_POLICY)
    return bool(said) and all(item.words(language) in words for language, words in said.items())


def words_of_document(document: Document) -> str:
    """Every word of a document, a line a part."""
    return "\n".join(word for part in parts_of(document) for word in words_of(part))


def version(kind: PolicyKind, number: str, community_id: UUID | None = None) -> PolicyVersion | None:
    return (
        PolicyVersion.objects.filter(kind=kind, community_id=community_id, number=number)
        .prefetch_related("texts")
        .first()
    )


def version_sent(key: UUID, kind: PolicyKind, number: str, community_id: UUID | None = None) -> PolicyVersion | None:
    """The version that the form `key` published before, or None."""
    return PolicyVersion.objects.filter(id=key, kind=kind, number=number, community_id=community_id).first()


def text_in(version: PolicyVersion, language: str) -> PolicyText:
    """The version's text in this language, else in Japanese, which is the binding one."""
    texts = {text.language: text for text in version.texts.all()}
    return texts.get(language) or texts["ja"]


def texts_behind(site: Site, language: str) -> Iterable[tuple[PolicyKind, PolicyVersion, PolicyText]]:
    """The provider's and the operator's documents in force, in the order in which people read them."""
    owners: dict[PolicyKind, UUID | None] = {PolicyKind.PROVIDER_POLICY: None, PolicyKind.PROVIDER_TERMS: None}
    owners |= {PolicyKind.OPERATOR_TERMS: site.id, PolicyKind.OPERATOR_POLICY: site.id}
    for kind, community_id in owners.items():
        found = version_in_force(kind, community_id)
        if found is not None:
            yield kind, found, text_in(found, language)


def title_of(text: PolicyText) -> str:
    return from_json(text.document).title
