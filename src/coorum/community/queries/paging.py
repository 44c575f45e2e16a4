"""Keyset paging: a page starts where another ended, so that a page costs the same however far down it lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.base.ids import from_short, short

PAGE = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Page[T]:
    """One page. `before` and `after` are cursors for `?before=` and `?after=`, or "" at an end of the list."""

    rows: tuple[T, ...]
    before: str = ""
    after: str = ""


def moment_cursor(moment: datetime, id_: UUID) -> str:
    """Where a row stands in a list ordered by time: microseconds since 1970, and the id."""
    return f"{(moment - _EPOCH) // timedelta(microseconds=1)}-{short(id_)}"


def moment_key(cursor: str) -> tuple[datetime, UUID] | None:
    """The reverse; None for an empty cursor. Raises `Refused`: `not_found`."""
    if not cursor:
        return None
    try:
        micros, id_ = cursor.split("-")
        return _EPOCH + timedelta(microseconds=int(micros)), from_short(id_)
    except (ValueError, OverflowError):
        raise _no_such_page() from None


def number_cursor(thread: int, number: int) -> str:
    """Where a comment stands among those of its post."""
    return f"{thread}.{number}"


def number_key(cursor: str) -> tuple[int, int] | None:
    """The reverse; None for an empty cursor. Raises `Refused`: `not_found`."""
    if not cursor:
        return None
    thread, dot, number = cursor.partition(".")
    if not (dot and thread.isascii() and thread.isdecimal() and number.isascii() and number.isdecimal()):
        raise _no_such_page()
    if max(len(thread), len(number)) > 9:
        raise _no_such_page()
    return int(thread), int(number)


def cut(
    rows: QuerySet[Any, Any],
    order: tuple[str, str],
    *,
    after: tuple[Any, Any] | None,
    before: tuple[Any, Any] | None,
    descending: bool = False,
    size: int = PAGE,
) -> tuple[list[Any], bool, bool]:
    """The rows of one page, whether there are rows before it, and whether there are rows after it. One query.

    A page before the first full one is the first page (a second query, seldom).
    """
    forward = before is None
    falling = descending == forward
    bound = after if forward else before
    page = _beyond(rows, order, bound, falling=falling) if bound else rows
    found = list(page.order_by(*(f"-{name}" if falling else name for name in order))[: size + 1])
    more, found = len(found) > size, found[:size]
    if forward:
        return found, after is not None, more
    if not more and len(found) < size:
        return cut(rows, order, after=None, before=None, descending=descending, size=size)
    return found[::-1], more, True


def _beyond(
    rows: QuerySet[Any, Any], order: tuple[str, str], bound: tuple[Any, Any], *, falling: bool
) -> QuerySet[Any, Any]:
    """Rows past `bound`. The first condition is implied by the second: it is what the index can start from."""
    sign = "lt" if falling else "gt"
    first, second = order
    start = Q(**{f"{first}__{sign}e": bound[0]})
    return rows.filter(start, Q(**{f"{first}__{sign}": bound[0]}) | Q(**{f"{second}__{sign}": bound[1]}))


def page_of[T](rows: Sequence[T], cursors: Sequence[str], *, earlier: bool, later: bool) -> Page[T]:
    """A page from its rows and their cursors."""
    if not rows:
        return Page(())
    return Page(tuple(rows), cursors[0] if earlier else "", cursors[-1] if later else "")


def _no_such_page() -> Refused:
    return Refused("not_found", _("There is no such page."))
