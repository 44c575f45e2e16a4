"""What opens a line: a paragraph's number, an item's sign. Articles need the whole text: see `articles`."""

import re
import unicodedata
from dataclasses import dataclass

from coorum.consent.reading.numerals import narrow, number_from


@dataclass(frozen=True, slots=True)
class ParagraphMark:
    number: int
    rest: str


@dataclass(frozen=True, slots=True)
class ItemMark:
    """`kind` tells one row of signs from another: "(1)" and "①" are two kinds. `ordinal` is None for 「・」."""

    marker: str
    kind: str
    ordinal: int | None
    rest: str


_PARAGRAPH = re.compile(r"([0-9０-９]{1,3})(?:[.．、](?![0-9０-９])|(?=[\s　]))[\s　]*(.*)", re.DOTALL)
_DOTTED = re.compile(r"([0-9０-９]{1,3})[.．-]([0-9０-９]{1,3})[.．]?[\s　]+(.*)", re.DOTALL)
_ITEMS = tuple(
    (kind, re.compile(pattern, re.DOTALL))
    for kind, pattern in (
        ("(1)", r"([(（]\s?[0-9０-９]{1,3}\s?[)）])\s*(.*)"),
        ("1)", r"([0-9０-９]{1,3}[)）])\s*(.*)"),
        ("①", r"([①-⑳㉑-㉟㊱-㊿])\s*(.*)"),
        ("(ア)", r"([(（][ア-ン][)）])\s*(.*)"),
        ("ア.", r"([ア-ン][.．)）])\s*(.*)"),
        ("(一)", r"([(（][一二三四五六七八九十]{1,3}[)）])\s*(.*)"),
        ("(a)", r"([(（][a-zA-Z][)）])\s*(.*)"),
        ("(i)", r"([(（][ivx]{2,5}[)）])\s*(.*)"),
        ("a.", r"([a-z][.)])(?:\s+(.*)|$)"),
        # A bullet that repeats is not a bullet: 「○○株式会社」.
        ("・", r"([・•●○◯■□◆◇▪‣※])(?!\1)\s*(.*)"),
        ("-", r"([-*+–—])(?:\s+(.*)|$)"),
    )
)


def paragraph_mark(text: str, *, article: str, expected: int) -> ParagraphMark | None:
    """「2. …」, 「２　…」 (only where 2 is next), or 「3.2 …」 inside article 3."""
    if (dotted := _DOTTED.fullmatch(text)) and str(number_from(dotted[1])) == article:
        return ParagraphMark(number_from(dotted[2]), dotted[3])
    match = _PARAGRAPH.fullmatch(text)
    if not match:
        return None
    number = number_from(match[1])
    has_sign = text[len(match[1]) : len(match[1]) + 1] in ".．、"
    return ParagraphMark(number, match[2]) if has_sign or number == expected else None


def item_mark(text: str) -> ItemMark | None:
    """「(1) …」, 「・…」, 「① …」. A Markdown dash before another sign is only its frame: 「- ・…」 is 「・…」."""
    if text[:2] in ("- ", "* ", "+ ") and (inner := item_mark(text[2:].strip())):
        return inner
    for kind, pattern in _ITEMS:
        if match := pattern.fullmatch(text):
            return ItemMark(narrow(match[1]).replace(" ", ""), kind, _ordinal(match[1]), match[2] or "")
    return None


def _ordinal(marker: str) -> int | None:
    digits = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", marker))
    return int(digits) if digits else None
