"""The parts of a document as comparing sees them: own words, all words, number, name, what lies below."""

from collections.abc import Sequence

from coorum.consent.documents import Article, Enactment, Item, Paragraph, Part


def below(part: Part | None) -> Sequence[Part]:
    match part:
        case Article(paragraphs=paragraphs):
            return paragraphs
        case Paragraph(items=items):
            return items
    return ()


def own_words(part: Part | None) -> str:
    """The words of the part itself that a reader compares: without its number."""
    match part:
        case Article(heading=heading, chapter=chapter):
            return f"{chapter}\n{heading}" if chapter else heading
        case Item(text=text, notes=notes):
            return "\n".join((text, *notes))
        case Paragraph(text=text) | Enactment(text=text):
            return text
    return ""


def whole(part: Part | None) -> str:
    return "\n".join([own_words(part), *(whole(each) for each in below(part))])


def name_of(part: Part) -> str:
    """What a part is known by when its words are rewritten. Only articles have a name: their heading."""
    return part.heading if isinstance(part, Article) else ""


def number_of(part: Part) -> str:
    match part:
        case Article(number=number) | Paragraph(number=number):
            return number
        case Item(marker=marker):
            return marker
    return ""
