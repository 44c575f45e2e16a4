"""What people type, made clean before it is kept: one place for forms and actions alike.

Refused, in plain words, is what no keyboard sends and what would break storage, search or other people's
screens later: lone surrogates, NUL and other control characters. Mended without a word is what pasting brings
along: foreign newlines, byte-order marks, towers of combining marks, bidi overrides (they reverse the text
around them, and phone numbers copied from some address books come wrapped in them).

Both functions are idempotent and answer NFC (Unicode Annex #15), so that equal words compare equal.
"""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused

CODE_POINTS_PER_CHARACTER = 4
"""A line of n characters people see may take 4 n code points (emoji families): size columns by it."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_NEWLINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_STOWAWAYS = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_TOWER = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
_JOINED = re.compile(
    f"\u200d.|[{_MARKS}\u3099\u309a\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\U000e0100-\U000e01ef]"
)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
_INVISIBLE = {"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"}


def clean_line(text: str, maximum: int) -> str:
    """One trimmed line of at most `maximum` characters as people count them; "" if none of them can be seen.

    Newlines and tabs become one space.
    Raises `Refused`: `text_unreadable`, `text_control_character`, `text_too_long`.
    """
    if len(text) > maximum * 2 * CODE_POINTS_PER_CHARACTER:  # before any work: what is far too long costs nothing
        raise _too_long(len(text), maximum)
    line = re.sub(r"[\n\t]+", " ", _mended(text)).strip()
    if not any(map(_is_visible, line)):
        return ""
    if seen_length(line) > maximum or len(line) > maximum * CODE_POINTS_PER_CHARACTER:
        raise _too_long(seen_length(line), maximum)
    return line


def clean_text(text: str, maximum: int) -> str:
    r"""Text of several lines, at most `maximum` code points, newlines as "\n", no blank lines at either end.

    Code points, because counting what people see is not cheap for a long text; for most words it is the same.
    Raises `Refused`: `text_unreadable`, `text_control_character`, `text_too_long`.
    """
    if len(text) > maximum * 2:  # twice, since forms send two characters for a newline
        raise _too_long(len(text), maximum)
    lines = re.sub(r"\A(?:[^\S\n]*\n)+", "", _mended(text)).rstrip()
    if not any(map(_is_visible, lines)):
        return ""
    if len(lines) > maximum:
        raise _too_long(len(lines), maximum)
    return lines


def seen_length(text: str) -> int:
    """How many characters people see: a letter with its marks, an emoji family and a flag count as one each.

    Close to the grapheme clusters of Unicode Annex #29 for what is typed in Japanese and European languages.
    """
    if text.isascii():
        return len(text)
    return len(_FLAG.sub("x", _JOINED.sub("", text)))


def shorten(text: str, maximum: int) -> str:
    """The first words of `text` on one line, at most `maximum` code points, an ellipsis where it was cut."""
    line = " ".join(text.split())
    if len(line) <= maximum:
        return line
    cut = line[: maximum - 1]
    space = cut.rfind(" ", maximum * 3 // 4)
    return (cut[:space] if space > 0 else cut).rstrip(" \u200d") + "…"


def _mended(text: str) -> str:
    if _SURROGATES.search(text):
        raise Refused("text_unreadable", _("This text contains broken characters. Please type it again."))
    text = _STOWAWAYS.sub("", _NEWLINES.sub("\n", text))
    if found := _CONTROLS.search(text):
        raise Refused(
            "text_control_character",
            _("This text contains a control character (%(character)s). Please remove it and try again."),
            character=f"U+{ord(found[0]):04X}",
        )
    return text if text.isascii() else _TOWER.sub(r"\1", unicodedata.normalize("NFC", text))


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE and character not in _BLANK_LETTERS


def _too_long(length: int, maximum: int) -> Refused:
    return Refused(
        "text_too_long",
        _("This text is too long: %(length)s characters, and %(maximum)s is the most."),
        length=length,
        maximum=maximum,
    )
