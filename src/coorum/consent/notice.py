"""The notice somebody reads before they join: one structure, shown on the page, hashed, and kept in the receipt.

Its words are the consent card (texts/notices.py), its lists the registers of purposes and items: card, policy, receipt and
gateway name the same things. What consent names is what the gateway may hand over, and nothing else.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.consent import queries
from coorum.consent.items import ITEMS, items_provided_for
from coorum.consent.kinds import ConsentKind
from coorum.consent.purposes import PURPOSES
from coorum.consent.texts.filling import MissingValues
from coorum.consent.texts.notices import Card, Listed, card
from coorum.sites import queries as sites
from coorum.sites.models import LegalEntity, Site

#: The purpose under which members' data goes to the operator, and under which its staff look members up.
PROVISION_PURPOSE = "provide"
ADVERTISING_PURPOSE = "advertise"
#: The item of the register that an answer to a profile field is, whatever was asked.
ANSWER = "answers"


@dataclass(frozen=True)
class DocumentShown:
    """A published text that stands behind the notice."""

    kind: str
    title: str
    number: str
    language: str
    sha256: str

    @property
    def reference(self) -> dict[str, str]:
        return {"kind": self.kind, "number": self.number, "language": self.language, "sha256": self.sha256}


@dataclass(frozen=True)
class Offer:
    """One thing to agree to: the sentence beside the box, and exactly what it covers (ids of the registers)."""

    sentence: str
    purposes: tuple[str, ...]
    items: tuple[str, ...]
    required: bool


@dataclass(frozen=True)
class Notice:
    """Everything shown above the button, in one language. `fingerprint` is SHA-256 over all of it.

    `words` are the sentences of the card by key (texts/notices.py), `version` their version; `items` is all that any
    offer lets go to the operator, `never` what no consent lets go.
    """

    language: str
    version: str
    words: Mapping[str, str]
    provider: dict[str, str]
    operator: dict[str, str]
    collected: tuple[Listed, ...]
    purposes: tuple[Listed, ...]
    items: tuple[Listed, ...]
    never: tuple[str, ...]
    documents: tuple[DocumentShown, ...]
    offers: Mapping[str, Offer]

    @property
    def fingerprint(self) -> str:
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()

    @property
    def stop(self) -> str:
        """How a consent is taken back, and what happens then."""
        return self.words["stop"]

    @property
    def ask(self) -> str:
        """Where questions go."""
        return self.words["ask"]

    @property
    def retention(self) -> str:
        """How long it is provided, and how long the records are kept."""
        return self.words["retention"]

    def purposes_of(self, offer: Offer) -> list[Listed]:
        return [each for each in self.purposes if each.id in offer.purposes]

    def items_of(self, offer: Offer) -> list[Listed]:
        return [each for each in self.items if each.id in offer.items]


def joining_notice(site: Site, language: str) -> Notice:
    """What somebody must know before joining `site`, in `language`.

    Raises `Refused("not_introduced")` while the names that the law asks for are not complete (APPI 27(1), 32(1)).
    """
    provider, operator = sites.provider(), block_of(site.operator, language)
    controller = block_of(provider, language) if provider else {}
    shown = _card(site, language, controller, operator)
    return Notice(
        language=language,
        version=shown.version,
        words=shown.words,
        provider=controller,
        operator=operator,
        collected=shown.collected,
        purposes=shown.purposes,
        items=tuple(Listed(each.id, each.words(language)) for each in ITEMS if each.provided_for),
        never=tuple(each.text for each in shown.never),
        documents=tuple(documents_shown(site, language)),
        offers={
            ConsentKind.PROVISION: _offer(shown.words["provide"], PROVISION_PURPOSE, required=True),
            ConsentKind.ADVERTISING: _offer(shown.words["advertise"], ADVERTISING_PURPOSE, required=False),
        },
    )


@dataclass(frozen=True)
class Words:
    """The registers in one language: ids to words."""

    purposes: Mapping[str, str]
    items: Mapping[str, str]

    def of_items(self, ids: Sequence[str]) -> list[str]:
        return [self.items[one] for one in ids]


def words_for(language: str) -> Words:
    """What the ids of purposes and data items are called in `language`."""
    return Words(
        {each.id: each.short(language) for each in PURPOSES}, {each.id: each.words(language) for each in ITEMS}
    )


def _card(site: Site, language: str, provider: Mapping[str, str], operator: Mapping[str, str]) -> Card:
    values = {
        "community_name": site.name,
        "provider_name": provider.get("legal_name", ""),
        "contact_email": provider.get("contact_email", ""),
        "operator_name": operator["legal_name"],
        "operator_address": operator["address"],
        "operator_representative": operator["representative"],
    }
    try:
        return card(language, values)
    except MissingValues as missing:
        raise Refused(
            "not_introduced",
            _("Nobody can join yet: who runs this community, and who hosts it, is not stated completely."),
        ) from missing


def _offer(sentence: str, purpose: str, *, required: bool) -> Offer:
    return Offer(sentence, (purpose,), tuple(each.id for each in items_provided_for(purpose)), required)


def documents_shown(site: Site, language: str) -> Iterator[DocumentShown]:
    """The texts in force that stand behind a notice here."""
    for kind, version, text in queries.texts_behind(site, language):
        yield DocumentShown(kind, queries.title_of(text), version.number, text.language, text.sha256)


def block_of(entity: LegalEntity, language: str) -> dict[str, str]:
    """Who that is, as a notice and a receipt name them."""
    name = entity.legal_name_en if language == "en" and entity.legal_name_en else entity.legal_name
    return {
        "legal_name": name,
        "address": entity.address,
        "representative": entity.representative,
        "contact_email": entity.contact_email,
    }
