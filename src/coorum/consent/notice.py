"""The notice somebody reads before they join: one structure, shown on the page, hashed, and kept in the receipt.

What consent names is what the gateway may hand over, and nothing else; authenticators are never among it (the law forbids
handing them on: 不正アクセス禁止法 5, APPI 23).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from django.utils import translation
from django.utils.translation import gettext as _

from coorum.consent import queries
from coorum.consent.models import ConsentKind
from coorum.sites import queries as sites
from coorum.sites.models import LegalEntity, Site

#: The purpose under which members' data goes to the operator, and under which its staff look members up.
PROVISION_PURPOSE = "provide"


@dataclass(frozen=True)
class Term:
    """A purpose or a data item: its id in the register, and its words."""

    id: str
    text: str


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
    """One thing to agree to: the sentence beside the box, and exactly what it covers."""

    sentence: str
    purposes: tuple[str, ...]
    items: tuple[str, ...]
    required: bool


@dataclass(frozen=True)
class Notice:
    """Everything shown above the button, in one language. `fingerprint` is SHA-256 over all of it."""

    language: str
    provider: dict[str, str]
    operator: dict[str, str]
    collected: tuple[Term, ...]
    purposes: tuple[Term, ...]
    items: tuple[Term, ...]
    never: tuple[str, ...]
    stop: str
    ask: str
    retention: str
    documents: tuple[DocumentShown, ...]
    offers: Mapping[str, Offer]

    @property
    def fingerprint(self) -> str:
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()

    def purposes_of(self, offer: Offer) -> list[Term]:
        return [term for term in self.purposes if term.id in offer.purposes]

    def items_of(self, offer: Offer) -> list[Term]:
        return [term for term in self.items if term.id in offer.items]


def joining_notice(site: Site, language: str) -> Notice:
    """What somebody must know before joining `site`, in `language`."""
    provider = sites.provider()
    with translation.override(language):
        operator = _block(site.operator, language)
        return Notice(
            language=language,
            provider=_block(provider, language) if provider else {},
            operator=operator,
            collected=(Term("email", _("E-mail address")), Term("password", _("Password"))),
            purposes=_purposes(),
            items=_items(),
            never=(_("Password"), _("Sign-in records"), _("Drafts")),
            stop=_("You can stop this at any time on My page, under Consents. Your membership is then paused."),
            ask=_("Questions: %(email)s")
            % {"email": provider.contact_email if provider else operator["contact_email"]},
            retention=_("While you agree; the record that it was provided for three years after."),
            documents=tuple(_shown(site, language)),
            offers={
                ConsentKind.PROVISION: Offer(
                    _("I agree that the information above is provided to %(operator)s. This is needed to join.")
                    % {"operator": operator["legal_name"]},
                    (PROVISION_PURPOSE,),
                    ("email", "display_name", "user_id", "avatar", "joined_at"),
                    required=True,
                ),
                ConsentKind.ADVERTISING: Offer(
                    _("I would like advertising mail from %(operator)s. I can stop it at any time.")
                    % {"operator": operator["legal_name"]},
                    ("advertise",),
                    ("email",),
                    required=False,
                ),
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
    with translation.override(language):
        return Words({term.id: term.text for term in _purposes()}, {term.id: term.text for term in _items()})


def _purposes() -> tuple[Term, ...]:
    return (
        Term("operate", _("Registration, checking who you are, and running the service")),
        Term("guide", _("Guidance about the service and answers to enquiries")),
        Term("notify", _("Telling you of interruption, suspension or end of the service")),
        Term("enforce", _("Dealing with breaches of the terms")),
        Term(PROVISION_PURPOSE, _("Provision to the operator, so that it can run this community")),
        Term("advertise", _("Advertising mail from the operator")),
    )


def _items() -> tuple[Term, ...]:
    return (
        Term("email", _("E-mail address")),
        Term("display_name", _("Display name")),
        Term("user_id", _("User ID")),
        Term("avatar", _("Profile picture")),
        Term("joined_at", _("Date of joining")),
    )


def _shown(site: Site, language: str) -> Iterator[DocumentShown]:
    for kind, version, text in queries.texts_behind(site, language):
        yield DocumentShown(kind, queries.title_of(text), version.number, text.language, text.sha256)


def _block(entity: LegalEntity, language: str) -> dict[str, str]:
    name = entity.legal_name_en if language == "en" and entity.legal_name_en else entity.legal_name
    return {
        "legal_name": name,
        "address": entity.address,
        "representative": entity.representative,
        "contact_email": entity.contact_email,
    }
