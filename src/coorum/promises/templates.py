"""Our own texts, filled in for a provider or an operator: the first version in one press, to be read before publishing."""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.errors import Refused
from coorum.consent.documents import Document, canonical_text
from coorum.consent.kinds import PolicyKind
from coorum.consent.texts import LANGUAGES, TEXTS, MissingValues, Of, day_words, fill, template
from coorum.sites import queries as sites
from coorum.sites.models import LegalEntity, Site


def own_texts(kind: PolicyKind, site: Site | None = None) -> dict[str, str]:
    """The numbered text of our newest template of this kind, by language, as the registers stand here. Operators' kinds
    need their site.

    Raises `Refused("not_introduced")` where a legal block that the text names is not complete.
    """
    number = [text.number for text in TEXTS if text.kind == kind][-1]
    found = {}
    for language in LANGUAGES:
        try:
            document = fill(_as_first(template(kind, number, language, Of.HERE)), _values(language, site))
        except MissingValues as missing:
            raise Refused("not_introduced", _("First complete the legal details: the text names them.")) from missing
        found[language] = canonical_text(document, language)
    return found


def _as_first(document: Document) -> Document:
    """Without the days of our own revisions: whoever publishes it now has revised nothing yet."""
    return replace(document, enacted=tuple(each for each in document.enacted if each.kind != "revised"))


def _values(language: str, site: Site | None) -> dict[str, str]:
    values = _block("provider", sites.provider(), language)
    # The provider's texts call its address of contact just that.
    values["contact_email"] = values.get("provider_email", "")
    if site is not None:
        values |= {**_block("operator", site.operator, language), "community_name": site.name}
    return values | {"enacted_on": day_words(timezone.localdate(clock.now()), language)}


def _block(whose: str, entity: LegalEntity | None, language: str) -> dict[str, str]:
    if entity is None:
        return {}
    return {
        f"{whose}_name": (language == "en" and entity.legal_name_en) or entity.legal_name,
        f"{whose}_address": entity.address,
        f"{whose}_representative": entity.representative,
        f"{whose}_email": entity.contact_email,
    }
