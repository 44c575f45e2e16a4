"""Names for the parts of a document, to link to: a2, a2-p1, a2-p1-i3, preamble-p1, enacted-1."""

from collections import Counter
from dataclasses import replace

from coorum.consent.documents.form import Article, Document, Paragraph


def with_anchors(document: Document) -> Document:
    """The same document, every part carrying its anchor: a2, a2-p1, a2-p1-i3, preamble-p1, enacted-1.

    Anchors follow the printed numbers, so a link to article 2(1) survives an edit elsewhere. A number that
    appears twice gets "-b2" the second time: anchors are unique whatever the text does.
    """
    seen: Counter[str] = Counter()

    def unique(anchor: str) -> str:
        seen[anchor] += 1
        return anchor if seen[anchor] == 1 else unique(f"{anchor}-b{seen[anchor]}")

    def anchored(article: Article) -> Article:
        anchor = unique(f"a{article.number}")
        return replace(article, anchor=anchor, paragraphs=_anchored(article.paragraphs, anchor))

    return replace(
        document,
        preamble=_anchored(document.preamble, "preamble"),
        articles=tuple(anchored(article) for article in document.articles),
        enacted=tuple(replace(e, anchor=f"enacted-{n}") for n, e in enumerate(document.enacted, 1)),
        closing=_anchored(document.closing, "closing"),
    )


def _anchored(paragraphs: tuple[Paragraph, ...], under: str) -> tuple[Paragraph, ...]:
    """An unnumbered paragraph takes its position for a number, as statutes count, unless another prints it."""
    numbers = Counter(paragraph.number for paragraph in paragraphs)
    result = []
    for position, paragraph in enumerate(paragraphs, 1):
        clear = paragraph.number and numbers[paragraph.number] == 1
        number = paragraph.number if clear else position
        anchor = f"{under}-{'p' if clear or not numbers[str(position)] else 'u'}{number}"
        items = tuple(replace(item, anchor=f"{anchor}-i{n}") for n, item in enumerate(paragraph.items, 1))
        result.append(replace(paragraph, anchor=anchor, items=items))
    return tuple(result)
