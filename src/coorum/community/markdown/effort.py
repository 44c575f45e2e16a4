"""How much work a text asks of the reader, told from its characters before any of it is done.

The reader takes time in proportion to a text's length, to its signs, and to how deep links lie in each other: it looks
at all that follows an open bracket again at every level. No text that people write comes near the bound; what lies
above it is shown as it was typed, so that nobody can keep a process busy.
"""

import re
from itertools import groupby

from markdown_it.token import Token

BOUND = 25_000
"""Units of about 8 µs on the machine this was measured on: a fifth of a second."""

_EMPHASIS = "*_~`"
_LINE = _BRACKET = 4
_SIGNS = re.compile(r"[\n!#$%&*+\-:<=>@\[\\\]^_`{}~]")
_LABELS, _LABELS_AT_MOST, _SIGNS_A_UNIT = re.compile(r"[\[\]]"), 20, 12
_TARGETS, _TARGETS_AT_MOST, _LETTERS_A_UNIT = re.compile(r"\]\(|\)"), 32, 32


def asks_too_much(source: str) -> bool:
    """Whether reading `source` as Markdown could take longer than a page may."""
    lines = source.split("\n")
    emphasis = sum(map(source.count, _EMPHASIS))
    brackets = source.count("[") + source.count("<")
    labels = len(_SIGNS.findall(source)) * _depth(lines, _LABELS, _LABELS_AT_MOST) // _SIGNS_A_UNIT
    targets = len(source) * _depth(lines, _TARGETS, _TARGETS_AT_MOST) // _LETTERS_A_UNIT
    return emphasis + _BRACKET * brackets + _LINE * len(lines) + _cells(lines) + labels + targets > BOUND


def as_typed(source: str) -> list[Token]:
    """The tokens of one paragraph in which no sign means anything but the newline."""
    inline = Token("inline", "", 0, children=[Token("typed", "", 0, content=source)])
    return [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]


def _depth(lines: list[str], brackets: re.Pattern[str], at_most: int) -> int:
    """How deep brackets may lie in each other: within a line, and by what earlier lines left open."""
    left_open = deepest = 0
    for line in lines:
        depth = 0
        for bracket in brackets.findall(line):
            depth = depth + 1 if "[" in bracket or "(" in bracket else max(0, depth - 1)
            deepest = max(deepest, depth)
        left_open += depth
    return min(at_most, left_open + deepest)


def _cells(lines: list[str]) -> int:
    """The cells of all tables there could be: the reader fills each row up to the widest."""
    total = 0
    for is_blank, block in groupby(lines, key=lambda line: not line or line.isspace()):
        if not is_blank:
            pipes = [line.count("|") for line in block]
            total += max(pipes) * len(pipes)
    return total
