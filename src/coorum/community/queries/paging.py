"""Keyset paging: a page starts where another ended, so that a page costs the same however far down it lies."""

from collections.abc import Callable, Sequence
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


def count_cursor(count: int, id_: UUID) -> str:
    """Where a row stands in a list ordered by how many like it."""
    return f"{count}.{short(id_)}"


def count_key(cursor: str) -> tuple[int, UUID] | None:
    """The reverse; None for an empty cursor. Raises `Refused`: `not_found`."""
    if not cursor:
        return None
    count, _dot, id_ = cursor.partition(".")
    if not (count.isascii() and count.isdecimal() and len(count) <= 9):
        raise _no_such_page()
    try:
        return int(count), from_short(id_)
    except ValueError:
        raise _no_such_page() from None


Ask = Callable[[Any, Any, bool], list[Any]]


def cut(
    ask: Ask, *, after: tuple[Any, Any] | None, before: tuple[Any, Any] | None, descending: bool = False
) -> tuple[list[Any], bool, bool]:
    """The rows of one page, whether there are rows before it, and whether there are rows after it. One query.

    `ask(first, second, falling)` gives what `beyond` asks for. A page before the first full one is the first page (a
    second query, seldom).
    """
    forward = before is None
    first, second = (after if forward else before) or (None, None)
    found = ask(first, second, descending == forward)
    more, found = len(found) > PAGE, found[:PAGE]
    if forward:
        return found, after is not None, more
    if not more and len(found) < PAGE:
        return cut(ask, after=None, before=None, descending=descending)
    return found[::-1], more, True


def beyond(
    rows: QuerySet[Any, Any], order: tuple[str, str], first: Any, second: Any, *, falling: bool
) -> QuerySet[Any, Any]:
    """A page and one row more, past the row whose order is (first, second); from the start where these are None.

    The first condition is implied by the second: it is what the index can start from.
    """
    if first is not None:
        sign = "lt" if falling else "gt"
        start = Q(**{f"{order[0]}__{sign}e": first})
        rows = rows.filter(start, Q(**{f"{order[0]}__{sign}": first}) | Q(**{f"{order[1]}__{sign}": second}))
    return rows.order_by(*(f"-{name}" if falling else name for name in order))[: PAGE + 1]


def page_of[T](rows: Sequence[T], cursors: Sequence[str], *, earlier: bool, later: bool) -> Page[T]:
    """A page from its rows and their cursors."""
    if not rows:
        return Page(())
    return Page(tuple(rows), cursors[0] if earlier else "", cursors[-1] if later else "")


def _no_such_page() -> Refused:
    return Refused("not_found", _("There is no such page."))
