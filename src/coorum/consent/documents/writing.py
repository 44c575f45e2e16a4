"""The canonical text of a document: numbered, one line a paragraph, and readable by `consent.reading` again."""

from coorum.consent.documents.form import Article, Document, Item, Paragraph

_INDENT = "    "


def canonical_text(document: Document, language: str = "ja") -> str:
    """The document as a numbered text; `read_policy` gives the same document back. Ends with a newline."""
    blocks = [document.title] if document.title else []
    blocks += _paragraphs(document.preamble)
    for article in document.articles:
        blocks += [article.chapter] if article.chapter else []
        blocks.append(_heading(article, language))
        blocks += _paragraphs(article.paragraphs)
    blocks += [f"【{enactment.text}】" for enactment in document.enacted]
    blocks += _paragraphs(document.closing)
    return "\n\n".join(blocks) + "\n"


def _heading(article: Article, language: str) -> str:
    main, _, branch = article.number.partition("-")
    if language == "ja":
        opening, heading = f"第{main}条" + (f"の{branch}" if branch else ""), f"（{article.heading}）"
    else:
        opening, heading = f"Article {article.number}", f" ({article.heading})"
    return opening + (heading if article.heading else "")


def _paragraphs(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    blocks: list[str] = []
    is_open = False
    for paragraph in paragraphs:
        if paragraph.number:
            blocks.append(f"{paragraph.number}. {paragraph.text}".rstrip())
        elif paragraph.text:
            # Without the #, a short line below a list or an empty number would be read as a part of it.
            blocks.append(f"# {paragraph.text}" if is_open else paragraph.text)
        blocks += [block for item in paragraph.items for block in _item(item)]
        is_open = bool(paragraph.items) or not paragraph.text
    return blocks


def _item(item: Item) -> list[str]:
    return [f"{item.marker} {item.text}".rstrip(), *(f"{_INDENT}{note}" for note in item.notes)]
