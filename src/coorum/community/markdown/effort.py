"""How much work a text asks of the reader, told from its characters before any of it is done.

The reader takes time in proportion to a text's length and to its signs (measured: some 8 µs a unit). No text
that people write comes near the bound; what lies above it is shown as it was typed, so that nobody can keep a
process busy.
"""

from itertools import groupby

from markdown_it.token import Token

BOUND = 25_000

_EMPHASIS = "*_~`"
_LINE = _BRACKET = 4


def asks_too_much(source: str) -> bool:
    """Whether reading `source` as Markdown could take longer than a page may."""
    lines = source.split("\n")
    signs = sum(map(source.count, _EMPHASIS))
    brackets = source.count("[") + source.count("<")
    return signs + _BRACKET * brackets + _LINE * len(lines) + _cells(lines) > BOUND


def as_typed(source: str) -> list[Token]:
    """The tokens of one paragraph in which no sign means anything but the newline."""
    inline = Token("inline", "", 0, children=[Token("typed", "", 0, content=source)])
    return [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]


def _cells(lines: list[str]) -> int:
    """The cells of all tables there could be: the reader fills each row up to the widest."""
    total = 0
    for is_blank, block in groupby(lines, key=lambda line: not line or line.isspace()):
        if not is_blank:
            pipes = [line.count("|") for line in block]
            total += max(pipes) * len(pipes)
    return total
