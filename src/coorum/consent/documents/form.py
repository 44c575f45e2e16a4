"""The one form every published text takes: policy, terms, notice.

A `Document` is plain frozen data: articles hold paragraphs, paragraphs hold items. It knows no HTML and no
database; `anchors` names its parts, `canonical` turns it into JSON and hashes it, `writing` prints it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: 号, 「・」 or 「(1)」. `depth` 0 is the outer list, 1 a list inside it."""

    marker: str
    text: str
    notes: tuple[str, ...] = ()
    depth: int = 0
    anchor: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One 項. `number` is "" where the text gives none; lines inside `text` are parted by a newline."""

    number: str
    text: str
    items: tuple[Item, ...] = ()
    anchor: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Article:
    """One 条. `number` is "2", or "2-2" for 第2条の2; `chapter` holds the 章 headings just before it."""

    number: str
    heading: str
    paragraphs: tuple[Paragraph, ...] = ()
    chapter: str = ""
    anchor: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Enactment:
    """A date the text gives for itself. `kind`: enacted, revised, effective, updated or dated.

    `on` is None only in a template whose date is still a placeholder.
    """

    kind: str
    on: date | None
    text: str
    anchor: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text. `preamble` stands before the first article, `closing` (附則, 以上) after the last."""

    title: str
    preamble: tuple[Paragraph, ...] = ()
    articles: tuple[Article, ...] = ()
    enacted: tuple[Enactment, ...] = ()
    closing: tuple[Paragraph, ...] = ()


Part = Article | Paragraph | Item | Enactment


def parts_of(document: Document) -> Iterator[Part]:
    """Every part with an anchor, in the order of the text."""
    yield from _with_items(document.preamble)
    for article in document.articles:
        yield article
        yield from _with_items(article.paragraphs)
    yield from document.enacted
    yield from _with_items(document.closing)


def _with_items(paragraphs: tuple[Paragraph, ...]) -> Iterator[Part]:
    for paragraph in paragraphs:
        yield paragraph
        yield from paragraph.items


def words_of(part: Part) -> tuple[str, ...]:
    """The words of one part itself, without the parts below it."""
    match part:
        case Article(number=number, heading=heading, chapter=chapter):
            return chapter, number, heading
        case Paragraph(number=number, text=text):
            return number, text
        case Item(marker=marker, text=text, notes=notes):
            return marker, text, *notes
        case Enactment(text=text):
            return (text,)
