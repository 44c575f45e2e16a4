"""Puts read lines where they belong. One method for each kind of line; the order of the text does the rest."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from coorum.consent.documents import Document, Enactment, with_anchors
from coorum.consent.reading.articles import ArticleMark, is_closing
from coorum.consent.reading.drafts import ArticleDraft, EnactmentDraft, ItemDraft, ParagraphDraft
from coorum.consent.reading.findings import Remark, Why
from coorum.consent.reading.lines import Line
from coorum.consent.reading.marks import ItemMark, ParagraphMark
from coorum.consent.reading.numbering import depth_of, doubt_of_article, doubt_of_item, doubt_of_paragraph
from coorum.consent.reading.sentences import is_heading, is_sentence, joined

NOTE_INDENT = 2  # columns; one full-width space is only how Japanese opens a paragraph


@dataclass(slots=True)
class Assembly:
    """A document in the making. `place` is the list that paragraphs now go to; `node` the part last read."""

    title: str = ""
    title_line: int = 0
    preamble: list[ParagraphDraft] = field(default_factory=list)
    articles: list[ArticleDraft] = field(default_factory=list)
    enacted: list[EnactmentDraft] = field(default_factory=list)
    closing: list[ParagraphDraft] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    place: list[ParagraphDraft] = field(default_factory=list)
    node: ParagraphDraft | ItemDraft | None = None
    chapters: list[tuple[str, int]] = field(default_factory=list)  # headings waiting for their article
    awaits_title: bool = True
    has_ended: bool = False  # 附則 or 以上 has been read

    def __post_init__(self) -> None:
        self.place = self.preamble

    @property
    def article(self) -> str:
        """The number of the article being read, "" outside."""
        return self.articles[-1].number if self.articles and self.place is self.articles[-1].paragraphs else ""

    @property
    def expected(self) -> int:
        """The paragraph number that comes next here. An unnumbered first paragraph counts as 1 (as statutes do)."""
        if not self.place:
            return 1
        last = next((p.number for p in reversed(self.place) if p.number), "")
        return int(last) + 1 if last else 2

    def remark(self, line: Line, why: Why) -> None:
        self.remarks.append(Remark(line.number, line.text, why))

    def _doubt(self, line: Line, why: Why | None) -> None:
        if why:
            self.remark(line, why)

    def add_title(self, line: Line) -> None:
        self.title, self.title_line, self.awaits_title = line.text, line.number, False

    def add_chapter(self, line: Line) -> None:
        self.chapters.append((line.text, line.number))
        self.node = None

    def _expect_no_title(self, line: Line) -> None:
        if self.awaits_title:
            self.awaits_title = False
            self.remark(line, Why.NO_TITLE)

    def add_article(self, line: Line, mark: ArticleMark) -> None:
        self._expect_no_title(line)
        self._doubt(line, doubt_of_article([article.number for article in self.articles], mark.number))
        lines = {mark.caption_line or line.number, line.number} | {number for _, number in self.chapters}
        chapter = "\n".join(text for text, _ in self.chapters)
        draft = ArticleDraft(mark.number, mark.heading, chapter, sorted(lines))
        self.articles.append(draft)
        self.place, self.node, self.chapters = draft.paragraphs, None, []

    def add_paragraph(self, line: Line, mark: ParagraphMark) -> None:
        self._expect_no_title(line)
        numbers = [int(paragraph.number) for paragraph in self.place if paragraph.number]
        self._doubt(line, doubt_of_paragraph(numbers, mark.number, self.expected))
        self._open(ParagraphDraft(str(mark.number), mark.rest, [line.number]))

    def add_item(self, line: Line, mark: ItemMark) -> None:
        self._expect_no_title(line)
        if not self.place:
            self._open(ParagraphDraft("", "", []))
        items = self.place[-1].items
        depth = depth_of(items, mark.kind)
        self._doubt(line, doubt_of_item(items, depth, mark))
        self.node = ItemDraft(mark.marker, mark.rest, depth, mark.kind, mark.ordinal, [line.number])
        items.append(self.node)

    def add_enactments(self, line: Line, enactments: list[Enactment]) -> None:
        self.enacted += [EnactmentDraft(enactment, [line.number]) for enactment in enactments]
        self.node = None
        if self.articles:
            self.place = self.closing

    def add_text(self, line: Line) -> None:
        self._expect_no_title(line)
        if self.articles and is_closing(line.text):
            self.place, self.has_ended = self.closing, True
            self._open(ParagraphDraft("", line.text, [line.number]))
            self.node = None
        elif line.headed or not self._continue(line):
            self._open(ParagraphDraft("", line.text, [line.number]))

    def _continue(self, line: Line) -> bool:
        """Is this line more of the part before it? Then add it there."""
        match self.node:
            case None:
                return False
            case node if not node.text:
                node.text = line.text
            case ItemDraft() as item if line.after_blank:
                if line.indent < NOTE_INDENT and not is_heading(line.text):
                    return False
                item.notes.append(line.text)
            case ItemDraft() as item:
                self._extend(item, line.text)
            case ParagraphDraft() as paragraph:
                if line.after_blank or is_sentence(paragraph.text):
                    return False
                paragraph.text = joined(paragraph.text, line.text) or f"{paragraph.text}\n{line.text}"
        self.node.lines.append(line.number)
        return True

    @staticmethod
    def _extend(item: ItemDraft, text: str) -> None:
        whole = joined(item.notes[-1] if item.notes else item.text, text)
        if whole is None:
            item.notes.append(text)
        elif item.notes:
            item.notes[-1] = whole
        else:
            item.text = whole

    def _open(self, paragraph: ParagraphDraft) -> None:
        self.place.append(paragraph)
        self.node = paragraph

    def finish(self) -> Document:
        """The document, frozen. A chapter heading with no article after it becomes a line of the closing."""
        self.closing += [ParagraphDraft("", text, [number]) for text, number in self.chapters]
        self.chapters = []
        return with_anchors(
            Document(
                self.title,
                tuple(draft.frozen() for draft in self.preamble),
                tuple(draft.frozen() for draft in self.articles),
                tuple(draft.enactment for draft in self.enacted),
                tuple(draft.frozen() for draft in self.closing),
            )
        )

    def lines_of_parts(self) -> Iterator[list[int]]:
        """The lines each part came from, in the order of `parts_of`."""
        yield from _lines_below(self.preamble)
        for article in self.articles:
            yield article.lines
            yield from _lines_below(article.paragraphs)
        yield from (draft.lines for draft in self.enacted)
        yield from _lines_below(self.closing)


def _lines_below(paragraphs: list[ParagraphDraft]) -> Iterator[list[int]]:
    for paragraph in paragraphs:
        yield paragraph.lines
        yield from (item.lines for item in paragraph.items)
