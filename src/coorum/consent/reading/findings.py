"""What the reader has to say about a text: lines it could not read, and lines it read with a doubt."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


def _(msgid: str) -> str:
    """Marks a sentence for the message catalogue. Reading stays pure: whoever shows a finding translates it."""
    return msgid


class Why(StrEnum):
    """The reason of a finding: an English sentence, and the msgid of its translation."""

    # The file as a whole.
    EMPTY = _("The file holds no text.")
    TOO_LARGE = _("The text is longer than a policy can be (500,000 characters or 5,000 lines).")
    BINARY = _("This is not a text file. Save the policy as plain text and try again.")
    ENCODING = _("The characters of this line are in no encoding we know (UTF-8, Shift_JIS, EUC-JP).")
    NO_ARTICLES = _("No numbered article was found, such as “第1条（…）” or “1. (…)”.")
    # A line that is left out.
    CONTROL = _("This line holds control characters or characters that cannot be shown.")
    MARKUP = _("This line is HTML. Paste the text, not the source of the page.")
    DECORATION = _("This line holds signs only and was left out.")
    IMPOSSIBLE_DATE = _("There is no such day in the calendar.")
    # A line that is read, with a doubt.
    NO_TITLE = _("The text does not begin with a title.")
    GAP = _("The number before this one is missing.")
    DUPLICATE = _("This number has already been used.")
    EMPTY_ARTICLE = _("This article has no text.")
    INVISIBLE = _("Invisible characters were taken out of this line.")
    ERA = _("This day does not lie in the era it is dated by.")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that is not in the document. `line` counts from 1; 0 is the file as a whole."""

    line: int
    text: str
    why: Why


@dataclass(frozen=True, slots=True)
class Remark:
    """A line that is in the document, and what a person should look at there."""

    line: int
    text: str
    why: Why


class UnreadablePolicy(ValueError):  # noqa: N818  it is the text that is at fault, not the program
    """Nothing usable could be read. `unreadable` names every line and why."""

    def __init__(self, unreadable: Sequence[Unreadable]):
        self.unreadable = tuple(unreadable)
        super().__init__("; ".join(f"line {each.line}: {each.why}" for each in self.unreadable[:5]))
