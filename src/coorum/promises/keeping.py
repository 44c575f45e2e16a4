"""Whether the provider's policy may be published: it promises nothing that no control keeps, and omits nothing the system does.

A sentence is kept where it stands, word for word, in our own template (whose sentences the book binds to promises), or in
the version before; any other is bound by hand, to a promise of the book, by whoever drafts it. What registers say in our
template is what they say today: another period or fee is no sentence of ours.
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
from coorum.consent.texts import TEXTS, Of, template
from coorum.linking import queries as linking
from coorum.organisation import queries as organisation
from coorum.organisation.countries import HOME, name_of
from coorum.privacy.fees import PRICE
from coorum.promises import registers
from coorum.promises.policy import words_of_document
from coorum.promises.proofs import measured
from coorum.promises.registry import place_of, promises
from coorum.promises.stated import at_odds
from coorum.sites.models import Provider

#: A sentence that promises nothing: a definition, a heading. Whoever says so is in the evidence.
NOTHING = "none"
KIND = "provider_policy"
_BLANK = re.compile(r"\\\{[a-z_]+\\\}")
_LINE = re.compile(r"a14-p1-i\d+")


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
    """The sentences of the texts behind which no promise stands that we keep, each anchor once."""
    old = {text.language: from_json(text.document) for text in before.texts.all()} if before else {}
    found: dict[str, Unbound] = {}
    for language, document in documents.items():
        known = {words for _anchor, words in _sentences(old[language])} if language in old else set()
        ours = [rule for rule, ids in _ours(language) if all(is_kept(one) for one in ids)]
        for anchor, words in _sentences(document):
            if words not in known and not any(rule.fullmatch(words) for rule in ours):
                found.setdefault(anchor, Unbound(anchor, words, _nearest(words, language)))
    return list(found.values())


def is_ours(documents: Mapping[str, Document]) -> bool:
    """Whether these are made of our template, whatever the registers said when they were written."""
    return all(
        any(rule.fullmatch(words) for rule in _rules(language, Of.NOBODY))
        for language, document in documents.items()
        for _anchor, words in _sentences(document)
    )


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
    _ensure_periods(documents)


def _ensure_periods(documents: Mapping[str, Document]) -> None:
    """Article 14, line by line: period and event are those of the rules that let go."""
    wrong = [line for language, document in documents.items() for line in wrong_periods(document, language)]
    wrong += [place_of(anchor, "ja") for anchor in at_odds()]
    if wrong:
        words = _("The text does not say how long this is really kept: %(lines)s")
        raise Refused("periods", words, lines=" / ".join(dict.fromkeys(wrong)))


def wrong_periods(document: Document, language: str) -> list[str]:
    """The lines that speak of a class of data as article 14 of ours does, and give it another time or event."""
    number = [text.number for text in TEXTS if text.kind == KIND][-1]
    lines = (words for anchor, words in _sentences(template(KIND, number, language, Of.HERE)) if _LINE.match(anchor))
    ours = {_class_of(words): words for words in lines}
    said = [words for _anchor, words in _sentences(document) if _class_of(words) in ours]
    return [words for words in said if words != ours[_class_of(words)]]


def _class_of(words: str) -> str:
    """What a line is about: the words before its colon, without the marker; nothing where there is no colon."""
    head, colon, _rest = words.partition("：" if "：" in words else ": ")
    return head.lstrip("・- ") if colon else ""


def is_kept(promise_id: str) -> bool:
    """Whether something stands behind this promise: a control, and a proof or the book's own word on what is not measured."""
    one = promises().get(promise_id)
    proven = one is not None and bool(one.why_en or promise_id in measured())
    return promise_id == NOTHING or (one is not None and bool(one.controls) and proven)


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
    yield gettext_noop("linked services"), [one.name for one in linking.services_named()]
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


def _ours(language: str) -> list[tuple[re.Pattern[str], tuple[str, ...]]]:
    """The sentences of our own texts, as the registers speak here and as the program has them, with their promises."""
    return [*_rules(language, Of.HERE).items(), *_rules(language, Of.PROGRAM).items()]


def _rules(language: str, of: Of) -> dict[re.Pattern[str], tuple[str, ...]]:
    """The sentences of our own texts, blanks open, each with the promises that the book binds it to."""
    promised = _promised()
    found = {}
    for number in [text.number for text in TEXTS if text.kind == KIND]:
        for anchor, words in _sentences(template(KIND, number, language, of)):
            found[_pattern(words)] = promised.get(anchor, (NOTHING,))
    return found


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(_BLANK.sub(".{1,200}", re.escape(words)))


def _promised() -> dict[str, tuple[str, ...]]:
    """Every promise that the book binds to a sentence, by its anchor."""
    found: dict[str, tuple[str, ...]] = {}
    for one in promises().values():
        for anchor in one.sentences:
            found[anchor] = (*found.get(anchor, ()), one.id)
    return found


def _nearest(words: str, language: str) -> str:
    """The promise of the most similar sentence of ours, for a person to look at."""
    likeness = ((SequenceMatcher(None, words, rule.pattern).ratio(), ids[0]) for rule, ids in _ours(language))
    ratio, promise = max(likeness, default=(0.0, NOTHING))
    return promise if ratio > 0.6 else ""
