"""Does a number follow the one before it? And how deep does a list lie?"""

from collections.abc import Sequence

from coorum.consent.reading.drafts import ItemDraft
from coorum.consent.reading.findings import Why
from coorum.consent.reading.marks import ItemMark


def doubt_of_article(before: Sequence[str], number: str) -> Why | None:
    """3 follows 2 and 2-2 (第2条の2); 2-2 follows 2."""
    if number in before:
        return Why.DUPLICATE
    main, _, branch = number.partition("-")
    last, _, last_branch = (before[-1] if before else "0").partition("-")
    follows = int(main) == int(last) + 1 and not branch
    branches = main == last and int(branch or 0) == int(last_branch or 1) + 1
    return None if follows or branches else Why.GAP


def doubt_of_paragraph(before: Sequence[int], number: int, expected: int) -> Why | None:
    """The first number may be 1, or 2 below an unnumbered paragraph: then `expected` is 2."""
    if number in before:
        return Why.DUPLICATE
    fits = number == before[-1] + 1 if before else number in (1, expected)
    return None if fits else Why.GAP


def doubt_of_item(items: Sequence[ItemDraft], depth: int, mark: ItemMark) -> Why | None:
    """Only numbered signs of one kind in one list are compared."""
    before = next((item for item in reversed(items) if item.depth <= depth), None)
    if not mark.ordinal or not before or before.kind != mark.kind or mark.ordinal == (before.ordinal or 0) + 1:
        return None
    return Why.DUPLICATE if mark.ordinal == before.ordinal else Why.GAP


def depth_of(items: Sequence[ItemDraft], kind: str) -> int:
    """The depth at which this kind of sign is already in use above, or one deeper than the last item."""
    ceiling = items[-1].depth + 1 if items else 0
    for item in reversed(items):
        if item.kind == kind and item.depth <= ceiling:
            return item.depth
        ceiling = min(ceiling, item.depth)
    return items[-1].depth + 1 if items else 0
