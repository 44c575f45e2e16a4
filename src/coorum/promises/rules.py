"""When a text may be published."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.consent.documents import Document, canonical_text
from coorum.consent.kinds import ChangeClass
from coorum.promises.classification import Proposal, is_below

BINDING = "ja"
_BLANK = re.compile(r"\{[a-z_]+\}")
_NUMBER = re.compile(r"\d{1,3}(\.\d{1,3}){0,2}")


def ensure_publishable(texts: Mapping[str, Document]) -> None:
    """Raise `Refused` unless the Japanese text is there, every language has the same articles, and no blank is open."""
    if BINDING not in texts:
        raise Refused("no_japanese", _("The Japanese text is missing: it is the binding one."), field="text_ja")
    wanted = articles_of(texts[BINDING])
    if not wanted:
        raise Refused("no_articles", _("No numbered article was found in the text."), field="text_ja")
    for language, document in texts.items():
        if articles_of(document) != wanted:
            raise Refused(
                "articles_differ",
                _("The languages do not have the same articles: %(language)s has %(found)s, Japanese has %(wanted)s."),
                field=f"text_{language}",
                language=language,
                found=", ".join(articles_of(document)),
                wanted=", ".join(wanted),
            )
        blanks = sorted(set(_BLANK.findall(canonical_text(document))))
        if blanks:
            raise Refused(
                "blanks", _("Still to be filled in: %(blanks)s"), field=f"text_{language}", blanks=", ".join(blanks)
            )


def ensure_number(number: str) -> None:
    """Raise `Refused` unless `number` counts versions: 1, 1.2 or 1.2.3."""
    if not _NUMBER.fullmatch(number):
        raise Refused("number", _("Give the version as a number, for example 1.2."), field="number")


def ensure_announced(summary: Mapping[str, str], languages: Mapping[str, Document]) -> None:
    """Raise `Refused` unless the announcement says in each language of the text what changed (policy 13-2)."""
    for language in languages:
        if not summary.get(language, "").strip():
            raise Refused(
                "no_summary", _("Say in a sentence or two what changed: it is announced."), field=f"summary_{language}"
            )


def ensure_class(change: ChangeClass, *, is_first: bool) -> None:
    """Raise `Refused` where a first version is called a change, or a change a first version (obligations c-2)."""
    if is_first != (change == ChangeClass.FIRST):
        raise Refused(
            "class",
            _("This is the first version.") if is_first else _("There are versions already: say what kind of change."),
            field="change_class",
        )


def ensure_beforehand(change: ChangeClass, *, effective_at: datetime | None, announced_at: datetime, days: int) -> None:
    """Raise `Refused` where a change that is announced beforehand (APPI 27(6), Civil Code 548-4) does not say from when it
    holds, or leaves people fewer `days` than this deployment gives them.
    """
    if change != ChangeClass.N3:
        return
    if effective_at is None:
        raise Refused("beforehand", _("Say from which day it holds: it is announced beforehand."), field="effective_on")
    if effective_at < announced_at + timedelta(days=days):
        words = _("It is announced at least %(days)s days beforehand: choose a later day.")
        raise Refused("too_soon", words, field="effective_on", days=days)


def ensure_not_below(change: ChangeClass, proposal: Proposal) -> None:
    """Raise `Refused` where a change is called less than the program found it to be. People can only raise it."""
    if change == ChangeClass.FIRST or not is_below(change, proposal.lowest_if_related):
        return
    raise Refused(
        "too_low",
        _("This change is more than that. At least: %(lowest)s"),
        field="change_class",
        lowest=proposal.lowest_if_related.label,
    )


def is_straight(change: ChangeClass, lowest: ChangeClass, *, is_first: bool) -> bool:
    """Whether one person may publish it alone: a first version, wording, or what is announced only (obligations c-2)."""
    return is_first or (change in (ChangeClass.N0, ChangeClass.N1) and not is_below(change, lowest))


def ensure_straight(change: ChangeClass, lowest: ChangeClass) -> None:
    """Raise `Refused` where a change may not be published by one person alone."""
    if not is_straight(change, lowest, is_first=lowest == ChangeClass.FIRST):
        words = _("A second officer looks at this change first: publish it at the desk.")
        raise Refused("needs_review", words, field="change_class")


def articles_of(document: Document) -> list[str]:
    """The numbers of a document's articles, in order."""
    return [article.number for article in document.articles]


def number_after(number: str) -> str:
    """The number to propose next: 1.9 → 1.10, 2 → 2.1."""
    head, _dot, tail = number.rpartition(".")
    return f"{head}.{int(tail) + 1}" if head else f"{number}.1"
