"""Whether the provider's policy may be published: it promises nothing that no control keeps, and omits nothing the system does.

A sentence is kept where it stands, word for word, in our own template (whose sentences the book binds to promises), or in
the version before; any other is bound by hand, to a promise of the book, by whoever drafts it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from coorum.base.errors import Refused
from coorum.consent.documents import Article, Document, Enactment, from_json, parts_of, words_of
from coorum.consent.items import ITEMS, items_provided_for
from coorum.consent.models import PolicyVersion
from coorum.consent.purposes import PURPOSES
from coorum.consent.texts import TEXTS, template
from coorum.organisation import queries as organisation
from coorum.organisation.countries import HOME, name_of
from coorum.privacy.fees import PRICE
from coorum.promises import registers
from coorum.promises.policy import words_of_document
from coorum.promises.registry import place_of, promises
from coorum.sites.models import Provider

#: A sentence that promises nothing: a definition, a heading. Whoever says so is in the evidence.
NOTHING = "none"
KIND = "provider_policy"
_BLANK = re.compile(r"\\\{[a-z_]+\\\}")


@dataclass(frozen=True)
class Unbound:
    """A sentence that no promise stands behind yet: its anchor, words, and the promise of the most similar sentence of ours."""

    anchor: str
    words: str
    suggestion: str

    def place(self, language: str) -> str:
        """Where it stands, as people say it."""
        return place_of(self.anchor, language)


@dataclass(frozen=True)
class Omitted:
    """An entry of a register that the text does not name: the register (a message), the entry, the language."""

    register: str
    entry: str
    language: str


def unbound(documents: Mapping[str, Document], before: PolicyVersion | None) -> list[Unbound]:
    """The sentences of the texts behind which no promise stands, each anchor once."""
    old = {text.language: from_json(text.document) for text in before.texts.all()} if before else {}
    found: dict[str, Unbound] = {}
    for language, document in documents.items():
        known = {words for _anchor, words in _sentences(old[language])} if language in old else set()
        for anchor, words in _sentences(document):
            if words not in known and not any(rule.fullmatch(words) for rule, _id in _ours(language)):
                found.setdefault(anchor, Unbound(anchor, words, _nearest(words, language)))
    return list(found.values())


def omitted(documents: Mapping[str, Document]) -> list[Omitted]:
    """The entries of the registers that the texts do not name. Cookies, periods, processors and procedures are in the
    public block, which is made from the registers (public.py) and so cannot omit them."""
    return [one for language, document in documents.items() for one in _omitted(document, language)]


def ensure_true(documents: Mapping[str, Document], before: PolicyVersion | None, keeps: Mapping[str, str]) -> None:
    """Raise `Refused` where the text says what nothing keeps, or omits what the system does. `keeps`: anchor to promise."""
    strange = [one for one in unbound(documents, before) if not is_kept(keeps.get(one.anchor, ""))]
    if strange:
        places = "、".join(one.place("ja") for one in strange[:8])
        words = _(
            "No promise that we keep stands behind %(count)s sentences: %(places)s. Say which promise keeps each."
        )
        raise Refused("not_kept", words, count=len(strange), places=places)
    missing = omitted(documents)
    if missing:
        names = "、".join(dict.fromkeys(one.entry for one in missing))
        raise Refused("omitted", _("The text does not say what the service does: %(names)s"), names=names)


def is_kept(promise_id: str) -> bool:
    """Whether something stands behind this promise: a control, or the book's own word on why it cannot be measured yet."""
    one = promises().get(promise_id)
    return promise_id == NOTHING or (one is not None and bool(one.controls or one.why_en))


def _omitted(document: Document, language: str) -> Iterator[Omitted]:
    said = words_of_document(document)
    for register, entries in _must_say(language):
        yield from (Omitted(register, entry, language) for entry in entries if entry not in said)


def _must_say(language: str) -> Iterator[tuple[str, list[str]]]:
    yield gettext_noop("purposes"), [one.words(language) for one in PURPOSES]
    yield gettext_noop("items"), [one.words(language) for one in ITEMS]
    yield gettext_noop("recipients"), [one.words(language) for one in items_provided_for("provide")]
    abroad = [code for code in organisation.countries_in_use() if code != HOME]
    yield gettext_noop("countries"), [name_of(code, language) for code in abroad]
    yield gettext_noop("modules"), [source.partition("//")[2] or source for source in registers.modules()]
    yield gettext_noop("fee"), [f"{PRICE.amount:,}"]
    one = Provider.objects.first()
    if one is not None:
        name = (language == "en" and one.legal_name_en) or one.legal_name
        yield gettext_noop("handler"), [name, one.address, one.representative, one.contact_email]


def _sentences(document: Document) -> Iterator[tuple[str, str]]:
    """Anchor and words of every paragraph and item."""
    for part in parts_of(document):
        if not isinstance(part, Article | Enactment):
            yield part.anchor, " ".join(" ".join(words_of(part)).split())


@cache
def _ours(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences of our own texts, blanks open, each with the promise that the book binds it to."""
    promised = {anchor: one.id for one in promises().values() for anchor in one.sentences}
    numbers = [text.number for text in TEXTS if text.kind == KIND]
    found = []
    for number in numbers:
        for anchor, words in _sentences(template(KIND, number, language)):
            rule = re.compile(_BLANK.sub(".{1,200}", re.escape(words)))
            found.append((rule, promised.get(anchor, NOTHING)))
    return tuple(found)


def _nearest(words: str, language: str) -> str:
    """The promise of the most similar sentence of ours, for a person to look at."""
    likeness = ((SequenceMatcher(None, words, rule.pattern).ratio(), promise) for rule, promise in _ours(language))
    ratio, promise = max(likeness, default=(0.0, NOTHING))
    return promise if ratio > 0.6 else ""
