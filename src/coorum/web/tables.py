"""Tables on narrow pages: each row becomes a card, and each cell says for itself what it is."""

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

_TAGS = re.compile(r"<(tr|td|th)\b")


def labelled(rows: str, columns: Sequence[Sequence[str]]) -> Markup:
    """The rows with `data-label` on each cell: the heading of its column, where that has one."""
    cell = 0

    def mark(found: re.Match[str]) -> str:
        nonlocal cell
        if found[1] == "tr":
            cell = 0
            return found[0]
        label = columns[cell][0] if cell < len(columns) else ""
        cell += 1
        return f'{found[0]} data-label="{escape(label)}"' if label else found[0]

    return Markup(_TAGS.sub(mark, rows))  # noqa: S704  the page's own rows, escaped already
