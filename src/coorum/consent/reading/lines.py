"""The lines of a text that hold something, with what the eye would see of their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Zero-width signs and soft hyphens: harmless leftovers of copying, taken out with a remark.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]")
_HEADING = re.compile(r"#{1,6}\s+")
TAB = 4


@dataclass(frozen=True, slots=True)
class Line:
    """`number` counts from 1, `text` is stripped, `indent` counts columns, `headed` marks a Markdown #."""

    number: int
    text: str
    indent: int = 0
    after_blank: bool = False
    headed: bool = False
    has_invisible: bool = False


def lines_of(text: str) -> Iterator[Line]:
    """Every line with something on it; blank ones show as `after_blank` of the next."""
    after_blank = False
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        shown = _INVISIBLE.sub("", raw)
        stripped = shown.strip()
        heading = _HEADING.match(stripped)
        content = stripped[heading.end() :] if heading else stripped
        if content:
            indent = len(shown.replace("\t", " " * TAB)) - len(shown.replace("\t", " " * TAB).lstrip())
            yield Line(number, content, indent, after_blank, bool(heading), shown != raw)
        after_blank = not content
