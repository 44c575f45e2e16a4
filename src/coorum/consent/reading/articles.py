"""Which lines open an article. One text keeps one way of writing it, so the whole text is looked at first.

In this order: 「第1条（…）」 or “Article 1 (…)”; Markdown 「## 1. …」; 「1. (…)」; at last 「1. …」 with a short
heading, where the numbers run on through the text.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from coorum.consent.reading.lines import Line
from coorum.consent.reading.marks import item_mark
from coorum.consent.reading.numerals import NUMERAL, number_from
from coorum.consent.reading.sentences import SHORT, brackets, is_heading

_CLOSING = re.compile(r"附\s*則.{0,20}|以\s*上|Supplementary [Pp]rovisions?|\(?End\)?")


@dataclass(frozen=True, slots=True)
class ArticleMark:
    number: str  # "2", or "2-2" for 第2条の2
    heading: str
    rest: str
    caption_line: int = 0  # where the heading stood on the line before: 「（目的）」, then 「第1条」


_JA = re.compile(rf"第\s*({NUMERAL})\s*条(?:の\s*({NUMERAL}))?(?![^\s　（(【［\[.．:：、])[.．:：、]?(.*)", re.DOTALL)
_EN = re.compile(r"(?:Article|Section|Clause)\s+(\d{1,3})(?:-(\d{1,3}))?\b[.:]?(?=\s|\(|\[|$)(.*)", re.DOTALL)
_NUMBERED = re.compile(r"([0-9０-９]{1,3})(?:[.．、]|(?=[\s　(（]))\s*(.+)", re.DOTALL)
_GOES_ON = re.compile(r"[にをのがはとでへ、]")  # 「第3条（…）に定める…」 is a sentence, not a heading
_CUT_OFF = re.compile(r"は、|[はがをにでとのもへ、]$")  # a bare line like this begins a sentence
_CHAPTER = re.compile(
    rf"(?:第\s*(?:{NUMERAL})\s*[章節編部]|(?:Chapter|Part)\s+(?:\d{{1,3}}|[IVX]{{1,5}})[.:]?)(?:[\s　（(].*)?"
)


def is_chapter(text: str) -> bool:
    """第1章 総則, Chapter 1: a heading over several articles."""
    return is_heading(text) and bool(_CHAPTER.fullmatch(text))


def is_closing(text: str) -> bool:
    """附則, 以上: what comes after the articles begins here."""
    return bool(_CLOSING.fullmatch(text))


def articles_in(lines: Sequence[Line]) -> dict[int, ArticleMark]:
    """The lines that open an article, by line number, in the style that finds the most of them."""
    readings = [
        {line.number: mark for line in lines if (mark := style(line))} for style in (_explicit, _markdown, _bracketed)
    ]
    marks = max(readings, key=len) or _running(lines)
    for before, line in pairwise(lines):
        if (mark := marks.get(line.number)) and not mark.heading and before.number not in marks:
            caption = None if item_mark(before.text) else brackets(before.text)
            if caption and not caption[1]:
                marks[line.number] = replace(mark, heading=caption[0], caption_line=before.number)
    return marks


def before_closing(marks: dict[int, ArticleMark], lines: Sequence[Line]) -> dict[int, ArticleMark]:
    """The articles above 附則 or 以上: below, 「第1条」 is a line of the closing and opens nothing."""
    first = min(marks, default=0)
    end = next((line.number for line in lines if line.number > first and is_closing(line.text)), None)
    return {number: mark for number, mark in marks.items() if end is None or number < end}


def _explicit(line: Line) -> ArticleMark | None:
    if match := _JA.fullmatch(line.text):
        return _titled(_number(match[1], match[2]), match[3], lambda rest: not _GOES_ON.match(rest))
    if match := _EN.fullmatch(line.text):
        return _titled(_number(match[1], match[2]), match[3], lambda rest: rest[:1] != rest[:1].lower() or not rest)
    return None


def _markdown(line: Line) -> ArticleMark | None:
    match = _NUMBERED.fullmatch(line.text) if line.headed else None
    return _titled(_number(match[1]), match[2], lambda _: True) if match else None


def _bracketed(line: Line) -> ArticleMark | None:
    match = _NUMBERED.fullmatch(line.text)
    inner = brackets(match[2]) if match else None
    if not match or not inner or inner[0].isdigit() or len(inner[0]) > SHORT:
        return None
    if inner[1] and not inner[1][0].isspace():
        return None
    return ArticleMark(_number(match[1]), inner[0], inner[1].strip())


def _running(lines: Sequence[Line]) -> dict[int, ArticleMark]:
    """「1. 目的」: a short numbered line that carries on the count and is not one more of a list within."""
    marks: dict[int, ArticleMark] = {}
    last = within = 0
    for line, after in zip_longest(lines, lines[1:]):
        match = _NUMBERED.fullmatch(line.text)
        if not match:
            continue
        number = number_from(match[1])
        listed = number == within + 1 and within > 0 and after is not None and _NUMBERED.fullmatch(after.text)
        if number == last + 1 and not listed and is_heading(match[2]):
            marks[line.number] = ArticleMark(str(number), match[2].strip(), "")
            last, within = number, 0
        else:
            within = number
    return marks


def _titled(number: str, rest: str, opens: Callable[[str], bool]) -> ArticleMark | None:
    """The heading in its brackets, or bare and short; a sentence right after the number is text."""
    tail = rest.strip()
    if inner := brackets(tail):
        return ArticleMark(number, inner[0], inner[1].strip()) if opens(inner[1].strip()) else None
    if not opens(tail):
        return None
    bare = is_heading(tail) and not _CUT_OFF.search(tail)
    return ArticleMark(number, tail, "") if bare else ArticleMark(number, "", tail)


def _number(main: str, branch: str | None = None) -> str:
    return f"{number_from(main)}-{number_from(branch)}" if branch else str(number_from(main))
