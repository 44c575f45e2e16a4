"""The document while it grows: drafts remember the lines they came from, then freeze into the form."""

from dataclasses import dataclass, field

from coorum.consent.documents import Article, Enactment, Item, Paragraph


@dataclass(slots=True)
class ItemDraft:
    marker: str
    text: str
    depth: int
    kind: str
    ordinal: int | None
    lines: list[int]
    notes: list[str] = field(default_factory=list)

    def frozen(self) -> Item:
        return Item(self.marker, self.text, tuple(self.notes), self.depth)


@dataclass(slots=True)
class ParagraphDraft:
    number: str
    text: str
    lines: list[int]
    items: list[ItemDraft] = field(default_factory=list)

    def frozen(self) -> Paragraph:
        return Paragraph(self.number, self.text, tuple(item.frozen() for item in self.items))


@dataclass(slots=True)
class ArticleDraft:
    number: str
    heading: str
    chapter: str
    lines: list[int]
    paragraphs: list[ParagraphDraft] = field(default_factory=list)

    def frozen(self) -> Article:
        paragraphs = tuple(paragraph.frozen() for paragraph in self.paragraphs)
        return Article(self.number, self.heading, paragraphs, self.chapter)


@dataclass(slots=True)
class EnactmentDraft:
    enactment: Enactment
    lines: list[int]
