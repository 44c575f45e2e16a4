"""Lists of posts, a page at a time: of a board, of one's own, of what waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from coorum.accounts.queries import Viewer
from coorum.base.compiled import compiled
from coorum.community.kinds import DECISIONS, VOTED, BoardKind, QuestionState
from coorum.community.models import Board, Post
from coorum.community.queries.boards import may_write
from coorum.community.queries.paging import (
    Ask,
    Page,
    beyond,
    count_cursor,
    count_key,
    cut,
    moment_cursor,
    moment_key,
    page_of,
)
from coorum.community.queries.posts import COLUMNS, WITH_BOARD, PostRow, open_to, rows_for, standing
from coorum.community.rules import audiences_of

#: How a list can be sorted: by what happened last, or by when it was written.
SORTS = {"active": "last_activity_at", "new": "created_at"}


#: What of a board can be shown alone, the newest first; each has an index of its own.
SHOWS = {
    "unanswered": Q(state=QuestionState.OPEN, answer_count=0),
    "unsolved": Q(state=QuestionState.OPEN),
    "solved": Q(state=QuestionState.SOLVED),
} | {str(state): Q(state=state) for state in DECISIONS}
_OF_KIND = {
    BoardKind.QUESTIONS: ("unanswered", "unsolved", "solved"),
    BoardKind.IDEAS: tuple(str(state) for state in DECISIONS),
}


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A page of a board's posts; `show` narrows questions and ideas down: one of `SHOWS`, or "" for all."""

    board: Board
    sort: str
    show: str
    posts: Page[PostRow]
    is_closed: bool
    may_write: bool


def board_page(
    viewer: Viewer | None, board: Board, *, sort: str = "", show: str = "", after: str = "", before: str = ""
) -> BoardPage:
    """A page of `board` (from `board_named`). One query for a guest, three for a member.

    Ideas come by votes, unless `sort` or `show` says otherwise.
    """
    shown = show if show in _OF_KIND.get(BoardKind(board.kind), ()) else ""
    if board.takes_ideas and not shown and sort not in SORTS:
        return _ideas_page(viewer, board, after=after, before=before)
    chosen = "new" if shown else sort if sort in SORTS else ("new" if board.is_announcement else "active")
    facts = {"board__slug": board.slug, "board__name": board.name}

    def ask(moment: datetime | None, id_: UUID | None, falling: bool) -> list[dict[str, Any]]:  # noqa: FBT001
        if shown:
            rows = list(_shown_beyond(board.id, moment, id_, show=shown, falling=falling))
        else:
            rows = _board_beyond(board.id, moment, id_, by=SORTS[chosen], falling=falling)
        return [row | facts for row in rows]

    posts = page_of_posts(viewer, ask, by=SORTS[chosen], after=after, before=before)
    closed = bool(board.closed_at)  # type: ignore[attr-defined]  # a column the query adds
    return BoardPage(board, chosen, shown, posts, closed, may_write(viewer, board))


def _ideas_page(viewer: Viewer | None, board: Board, *, after: str, before: str) -> BoardPage:
    """The ideas that can be voted for, those that most want first."""

    def ask(count: int | None, id_: UUID | None, falling: bool) -> list[dict[str, Any]]:  # noqa: FBT001
        rows = standing().filter(board=board, state__in=VOTED).values(*WITH_BOARD)
        return list(beyond(rows, ("like_count", "id"), count, id_, falling=falling))

    found, earlier, later = cut(ask, after=count_key(after), before=count_key(before), descending=True)
    cursors = [count_cursor(row["like_count"], row["id"]) for row in found]
    posts = page_of(rows_for(viewer, found), cursors, earlier=earlier, later=later)
    closed = bool(board.closed_at)  # type: ignore[attr-defined]  # a column the query adds
    return BoardPage(board, "votes", "", posts, closed, may_write(viewer, board))


def posts_of(viewer: Viewer, *, after: str = "", before: str = "") -> Page[PostRow]:
    """What the viewer wrote here, newest first; removed posts are not there."""
    if viewer.member is None:
        return Page(())
    audiences, author = tuple(audiences_of(viewer)), viewer.member.id

    def ask(moment: datetime | None, id_: UUID | None, falling: bool) -> list[dict[str, Any]]:  # noqa: FBT001
        return _author_beyond(author, moment, id_, falling=falling, audiences=audiences)

    return page_of_posts(None, ask, by="created_at", after=after, before=before)


def page_of_posts(
    viewer: Viewer | None, ask: Ask, *, by: str, after: str, before: str, oldest_first: bool = False
) -> Page[PostRow]:
    """A page of posts, newest first by the moment `by`."""
    place = {"after": moment_key(after), "before": moment_key(before)}
    found, earlier, later = cut(ask, **place, descending=not oldest_first)
    cursors = [moment_cursor(row[by], row["id"]) for row in found]
    return page_of(rows_for(viewer, found), cursors, earlier=earlier, later=later)


@compiled
def _board_beyond(
    board: UUID, moment: datetime | None, id_: UUID | None, *, by: str, falling: bool
) -> QuerySet[Post, dict[str, Any]]:
    """Of a board the viewer may read: it need not be asked again."""
    return beyond(standing().filter(board=board).values(*COLUMNS), (by, "id"), moment, id_, falling=falling)


def _shown_beyond(
    board: UUID, moment: datetime | None, id_: UUID | None, *, show: str, falling: bool
) -> QuerySet[Post, dict[str, Any]]:
    # Not compiled: a statement planned for any state could not use the index of this one.
    rows = standing().filter(SHOWS[show], board=board).values(*COLUMNS)
    return beyond(rows, ("created_at", "id"), moment, id_, falling=falling)


def with_board(
    rows: QuerySet[Post], moment: datetime | None, id_: UUID | None, *, falling: bool
) -> QuerySet[Post, dict[str, Any]]:
    """A page of `rows` by the moment they were written, as facts for `rows_for`."""
    return beyond(rows.values(*WITH_BOARD), ("created_at", "id"), moment, id_, falling=falling)


@compiled
def _author_beyond(
    author: UUID, moment: datetime | None, id_: UUID | None, *, falling: bool, audiences: tuple[str, ...]
) -> QuerySet[Post, dict[str, Any]]:
    rows = open_to(audiences).filter(author=author).values(*WITH_BOARD)
    return beyond(rows, ("created_at", "id"), moment, id_, falling=falling)
