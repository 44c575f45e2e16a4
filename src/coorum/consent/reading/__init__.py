"""Reads a numbered policy text, as companies publish it, into a `Document`.

Nothing is dropped in silence: each line that holds something is either in the document (`places` says where)
or in `unreadable` with the reason. What was read with a doubt is in `remarks`.
"""

from dataclasses import dataclass, replace

from coorum.consent.documents import Document, parts_of
from coorum.consent.reading.articles import ArticleMark, articles_in, before_closing, is_chapter
from coorum.consent.reading.assembly import Assembly
from coorum.consent.reading.dates import ImpossibleDate, enactments_in, is_outside_its_era
from coorum.consent.reading.encodings import decode
from coorum.consent.reading.faults import fault_of
from coorum.consent.reading.findings import Remark, Unreadable, UnreadablePolicy, Why
from coorum.consent.reading.lines import Line, lines_of
from coorum.consent.reading.marks import item_mark, paragraph_mark
from coorum.consent.reading.sentences import is_heading

MAX_CHARACTERS = 500_000
MAX_LINES = 5_000

__all__ = ["Reading", "Remark", "Unreadable", "UnreadablePolicy", "Why", "read_policy", "read_policy_file"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, and what happened to each line of the text it came from.

    `places` pairs line numbers (from 1) with anchors ("title" for the title), in the order of the document.
    """

    document: Document
    unreadable: tuple[Unreadable, ...]
    remarks: tuple[Remark, ...]
    places: tuple[tuple[int, str], ...]
    encoding: str = "utf-8"


def read_policy_file(data: bytes) -> Reading:
    """`read_policy` for the bytes of a file in UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP."""
    text, encoding = decode(data)
    return _read(text, encoding)


def read_policy(text: str) -> Reading:
    """Read a numbered Japanese or English policy. Raises UnreadablePolicy when no article can be found."""
    return _read(text, "utf-8")


def _read(text: str, encoding: str) -> Reading:
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        raise UnreadablePolicy([Unreadable(0, "", Why.TOO_LARGE)])
    found = list(lines_of(text))
    if not found:
        raise UnreadablePolicy([Unreadable(0, "", Why.EMPTY)])
    unreadable = [Unreadable(line.number, line.text, why) for line in found if (why := fault_of(line.text))]
    faulty = {each.line for each in unreadable}
    assembly = Assembly()
    for line in (sound := [line for line in found if line.number not in faulty]):
        if line.has_invisible:
            assembly.remark(line, Why.INVISIBLE)
    unreadable += _fill(assembly, sound)
    return _reading(assembly, sorted(unreadable, key=lambda each: each.line), encoding)


def _fill(assembly: Assembly, lines: list[Line]) -> list[Unreadable]:
    """Add every line to the assembly; what comes back could not be added."""
    unreadable = []
    articles = before_closing(articles_in(lines), lines)
    captions = {mark.caption_line for mark in articles.values()}
    for line in lines:
        if line.number in captions:
            continue
        try:
            _add(assembly, line, articles.get(line.number))
        except ImpossibleDate:
            unreadable.append(Unreadable(line.number, line.text, Why.IMPOSSIBLE_DATE))
    return unreadable


def _add(assembly: Assembly, line: Line, article: ArticleMark | None) -> None:
    if article:
        assembly.add_article(line, article)
        line = replace(line, text=article.rest, after_blank=False, headed=False)
        return _add(assembly, line, None) if line.text else None
    if is_chapter(line.text) and not assembly.has_ended:
        return assembly.add_chapter(line)
    if enactments := enactments_in(line.text):
        for enactment in enactments:
            if is_outside_its_era(enactment):
                assembly.remark(line, Why.ERA)
        return assembly.add_enactments(line, enactments)
    return _add_below(assembly, line)


def _add_below(assembly: Assembly, line: Line) -> None:
    """A paragraph, an item, the title, or plain text."""
    if mark := paragraph_mark(line.text, article=assembly.article, expected=assembly.expected):
        assembly.add_paragraph(line, mark)
    elif item := item_mark(line.text):
        assembly.add_item(line, item)
    elif assembly.awaits_title and is_heading(line.text):
        assembly.add_title(line)
    else:
        assembly.add_text(line)


def _reading(assembly: Assembly, unreadable: list[Unreadable], encoding: str) -> Reading:
    if not assembly.articles:
        raise UnreadablePolicy([*unreadable, Unreadable(0, "", Why.NO_ARTICLES)])
    document = assembly.finish()
    for draft in assembly.articles:
        if not draft.paragraphs:
            assembly.remarks.append(Remark(draft.lines[-1], draft.heading, Why.EMPTY_ARTICLE))
    anchors = zip(parts_of(document), assembly.lines_of_parts(), strict=True)
    places = [(line, part.anchor) for part, lines in anchors for line in lines]
    title = [(assembly.title_line, "title")] if assembly.title else []
    remarks = sorted(assembly.remarks, key=lambda each: each.line)
    return Reading(document, tuple(unreadable), tuple(remarks), tuple(title + places), encoding)
