"""Puts names, addresses and dates where a template has {placeholders}."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from coorum.consent.documents import Article, Document, Enactment, Item, Paragraph, parts_of, words_of
from coorum.consent.reading.dates import enactments_in
from coorum.consent.reading.faults import fault_of

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class MissingValues(ValueError):  # noqa: N818  names what to supply
    """A text cannot be filled. `names` are the placeholders without a usable value, in alphabetical order."""

    def __init__(self, names: list[str]):
        self.names = names
        super().__init__(f"No usable value for: {', '.join(names)}")


def placeholders(document: Document) -> frozenset[str]:
    """The names a template waits for."""
    words = [document.title, *(word for part in parts_of(document) for word in words_of(part))]
    return frozenset(name for word in words for name in _PLACEHOLDER.findall(word))


def fill(document: Document, values: Mapping[str, str]) -> Document:
    """The document with every placeholder replaced. Values it does not ask for are ignored.

    Raises MissingValues for names without a value, and for values of more than one line or with signs that cannot be
    published; a date must be one (`day_words` writes it).
    """
    usable = _usable(values, placeholders(document))

    def put(words: str) -> str:
        return _put(words, usable)

    return Document(
        title=put(document.title),
        preamble=_paragraphs(document.preamble, put),
        articles=tuple(_article(article, put) for article in document.articles),
        enacted=tuple(_enactment(enactment, put) for enactment in document.enacted),
        closing=_paragraphs(document.closing, put),
    )


def filled(words: str, values: Mapping[str, str]) -> str:
    """One sentence with its placeholders replaced. Raises MissingValues."""
    return _put(words, _usable(values, frozenset(_PLACEHOLDER.findall(words))))


def day_words(day: date, language: str) -> str:
    """A day as the texts write it: 2026年4月1日, 1 April 2026."""
    return (
        f"{day.year}年{day.month}月{day.day}日"
        if language == "ja"
        else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    )


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_Put = Callable[[str], str]


def _usable(values: Mapping[str, str], names: frozenset[str]) -> dict[str, str]:
    usable = {name: value.strip() for name, value in values.items() if fault_of(value.strip()) is None}
    if missing := names - usable.keys():
        raise MissingValues(sorted(missing))
    return usable


def _put(words: str, usable: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: usable[match[1]], words)


def _article(article: Article, put: _Put) -> Article:
    paragraphs = _paragraphs(article.paragraphs, put)
    return replace(article, heading=put(article.heading), chapter=put(article.chapter), paragraphs=paragraphs)


def _paragraphs(paragraphs: tuple[Paragraph, ...], put: _Put) -> tuple[Paragraph, ...]:
    return tuple(
        replace(each, text=put(each.text), items=tuple(_item(item, put) for item in each.items)) for each in paragraphs
    )


def _item(item: Item, put: _Put) -> Item:
    return replace(item, text=put(item.text), notes=tuple(put(note) for note in item.notes))


def _enactment(enactment: Enactment, put: _Put) -> Enactment:
    if enactment.on is not None:
        return enactment
    found = enactments_in(put(enactment.text))
    if len(found) != 1 or found[0].on is None:
        raise MissingValues(_PLACEHOLDER.findall(enactment.text))
    return replace(found[0], anchor=enactment.anchor)
