"""What in a letter calls for special care, taken out of it paragraph by paragraph; and what came with it, looked into.

A paragraph goes as a whole: the sentence beside the word that was noticed mostly tells the rest. Individual Numbers and
numbers of cards are never set aside, they are covered: they must not be kept at all (Number Act 20).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from coorum.base.screening import Care, noticed_in, without_numbers
from coorum.enquiries.inbound import plain

if TYPE_CHECKING:
    from coorum.enquiries.inbound.reading import Enclosed, Letter

#: Stands where something was taken out.
HOLE = "〔…〕"
#: Bytes of a file that are looked into; a larger one counts as not looked into.
READ = 1024 * 1024
_TEXTS = (".txt", ".csv", ".tsv", ".md", ".log")


@dataclass(frozen=True)
class Apart:
    """What was taken out, by where it stood: "subject", "name", or the number of its paragraph."""

    parts: Mapping[str, str]
    kinds: tuple[Care, ...]


class Look(Enum):
    """What was seen of a file."""

    CLEAR = "clear"
    CARE = "care"
    UNREAD = "unread"


@dataclass(frozen=True)
class Seen:
    """A file without numbers in its text and its name, and what was seen of it."""

    file: "Enclosed"
    look: Look
    kinds: tuple[Care, ...] = ()


def screened(letter: "Letter") -> "Letter":
    """The letter with numbers covered, and what calls for special care in `apart` instead of where it stood."""
    subject, words, name = (without_numbers(text) for text in (letter.subject, letter.words, letter.name))
    texts = {"subject": subject, "name": name, **{str(n): one for n, one in enumerate(words.split("\n\n"))}}
    noticed = {where: kinds for where, text in texts.items() if (kinds := kinds_in(text))}
    letter = replace(letter, subject=subject, words=words, name=name, said=words)
    if not noticed:
        return letter
    kept = {where: HOLE if where in noticed else text for where, text in texts.items()}
    return replace(
        letter,
        subject=kept.pop("subject"),
        name=kept.pop("name"),
        words="\n\n".join(kept.values()),
        apart=Apart({where: texts[where] for where in noticed}, _each(noticed.values())),
    )


def put_back(words: str, parts: Mapping[str, str]) -> str:
    """The words with these paragraphs where they stood."""
    return "\n\n".join(parts.get(str(n), one) for n, one in enumerate(words.split("\n\n")))


def looked_into(one: "Enclosed") -> Seen:
    """What can be read of a file is read: text, that is. Everything else counts as not looked into."""
    one = replace(one, name=without_numbers(one.name))
    named, text = kinds_in(one.name), _text_of(one)
    if text is None:
        return Seen(one, Look.CARE if named else Look.UNREAD, named)
    if (covered := without_numbers(text)) != text:
        content = covered.encode()
        one = replace(one, content=content, size=len(content))
    kinds = _each([named, kinds_in(text), kinds_in(plain.without_tags(text))])
    return Seen(one, Look.CARE if kinds else Look.CLEAR, kinds)


def kinds_in(text: str) -> tuple[Care, ...]:
    """The kinds in a text, however its lines are broken."""
    found = [*noticed_in(text), *noticed_in(text.replace("\n", ""))]
    return _each([[one.kind for one in found]])


def _text_of(one: "Enclosed") -> str | None:
    """The text of a file; None where it is none, or nobody can tell."""
    is_text = one.media_type.startswith("text/") or one.name.lower().endswith(_TEXTS)
    if not is_text or one.content is None or len(one.content) > READ:
        return None
    text = plain.decoded(one.content, "")
    return None if "\x00" in text or "\ufffd" in text else text


def _each(found: Iterable[Iterable[Care]]) -> tuple[Care, ...]:
    return tuple(dict.fromkeys(kind for kinds in found for kind in kinds))
