"""The notice beside a profile field: filling the field in is the consent, so this is what is agreed to, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.consent import queries
from coorum.consent.items import item, items_never_provided
from coorum.consent.kinds import ConsentKind
from coorum.consent.notice import ANSWER, DocumentShown, Notice, Offer, block_of, documents_shown
from coorum.consent.purposes import purpose
from coorum.consent.texts.answers import VERSION, answer_words
from coorum.consent.texts.filling import MissingValues
from coorum.consent.texts.notices import Listed
from coorum.sites import queries as sites
from coorum.sites.models import Site


@dataclass(frozen=True, slots=True)
class Asked:
    """A profile field as it is asked in one language: what, what for, and whether other members see the answer."""

    topic: UUID
    label: str
    why: str
    purpose: str
    is_shared: bool


@dataclass(frozen=True, slots=True)
class _Behind:
    """What the notices of one page have in common."""

    language: str
    provider: dict[str, str]
    operator: dict[str, str]
    never: tuple[str, ...]
    documents: tuple[DocumentShown, ...]


def answer_notices(site: Site, language: str, fields: Iterable[Asked]) -> dict[UUID, Notice]:
    """What stands beside each field, by topic. Raises `Refused("not_introduced")` while it is not stated who asks."""
    provider = sites.provider()
    behind = _Behind(
        language,
        provider=block_of(provider, language) if provider else {},
        operator=block_of(site.operator, language),
        never=tuple(one.words(language) for one in items_never_provided()),
        documents=tuple(documents_shown(site, language)),
    )
    return {one.topic: _notice(one, behind) for one in fields}


def names_answers() -> bool:
    """Whether the policy in force says that operators may ask, and what becomes of the answers (APPI 21(2))."""
    return queries.names_item(item(ANSWER))


def _notice(asked: Asked, behind: _Behind) -> Notice:
    words = _words(asked, behind)
    offer = Offer(words["sentence"], (asked.purpose,), (ANSWER,), required=False)
    return Notice(
        language=behind.language,
        version=VERSION,
        words=words,
        provider=behind.provider,
        operator=behind.operator,
        collected=(),
        purposes=(Listed(asked.purpose, purpose(asked.purpose).short(behind.language)),),
        items=(Listed(ANSWER, asked.label),),
        never=behind.never,
        documents=behind.documents,
        offers={ConsentKind.FIELD: offer},
    )


def _words(asked: Asked, behind: _Behind) -> dict[str, str]:
    values = {
        "label": asked.label,
        "why": asked.why,
        "operator_name": behind.operator["legal_name"],
        "provider_name": behind.provider.get("legal_name", ""),
        "contact_email": behind.provider.get("contact_email", ""),
    }
    try:
        return answer_words(behind.language, values, is_shared=asked.is_shared)
    except MissingValues as missing:
        raise Refused(
            "not_introduced",
            _("Nothing can be asked yet: who runs this community, and who hosts it, is not stated completely."),
        ) from missing
