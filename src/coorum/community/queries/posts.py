"""Reads about posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from coorum.accounts.queries import Viewer
from coorum.base.compiled import compiled
from coorum.base.pictures.view import PictureView
from coorum.community.kinds import QuestionState
from coorum.community.models import Board, Draft, DraftKind, PageTalk, Post, PostLike, PostVisit
from coorum.community.queries import pictures, voices
from coorum.community.queries.boards import may_write, visits_to_boards
from coorum.community.queries.paging import Ask, Page, beyond, cut, moment_cursor, moment_key, page_of
from coorum.community.queries.voices import Voice
from coorum.community.rules import audiences_of, is_moderator, is_own


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post in a list. `is_new`: the viewer has not read it; `new_comments`: how many came since they did.

    `state` (`QuestionState`) is empty where it is no question.
    """

    id: UUID
    board_slug: str
    board_name: str
    title: str
    excerpt: str
    author: Voice | None
    created_at: datetime
    last_activity_at: datetime
    comment_count: int
    like_count: int
    cover: PictureView | None
    answer_count: int = 0
    state: str = ""
    is_new: bool = False
    new_comments: int = 0


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post in an aside."""

    id: UUID
    board_slug: str
    title: str
    last_activity_at: datetime
    comment_count: int


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A page of a board's posts; `show` narrows questions down: one of `SHOWS`, or "" for all."""

    board: Board
    sort: str
    show: str
    posts: Page[PostRow]
    is_closed: bool
    may_write: bool


_FACTS = (
    "id",
    "board_id",
    "title",
    "excerpt",
    "created_at",
    "last_activity_at",
    "comment_count",
    "comment_number",
    "like_count",
    "answer_count",
    "question_state",
)
_COLUMNS = (*_FACTS, *voices.COLUMNS, *pictures.COLUMNS)
_WITH_BOARD = (*_COLUMNS, "board__slug", "board__name")
_LINE = ("id", "title", "last_activity_at", "comment_count")
#: How a list can be sorted: by what happened last, or by when it was written.
SORTS = {"active": "last_activity_at", "new": "created_at"}


#: What of a board of questions can be shown alone, the newest first; each has an index of its own.
SHOWS = {
    "unanswered": Q(question_state=QuestionState.OPEN, answer_count=0),
    "unsolved": Q(question_state=QuestionState.OPEN),
    "solved": Q(question_state=QuestionState.SOLVED),
}


def posts_visible_to(viewer: Viewer | None) -> QuerySet[Post]:
    """Posts the viewer may read, in no order: on boards open to them, neither removed."""
    return _open_to(tuple(audiences_of(viewer)))


def _open_to(audiences: tuple[str, ...]) -> QuerySet[Post]:
    return _standing().filter(board__readers__in=audiences, board__removals__board__isnull=True)


def _standing() -> QuerySet[Post]:
    # Asked of the column that the join compares: so PostgreSQL sees an anti-join, and guesses its size right.
    return Post.objects.filter(removals__post__isnull=True)


def post_to_show(viewer: Viewer | None, post_id: UUID) -> Post | None:
    """The post with its board, author and cover, `closed_at` (of the board), `question_closed_…`, `is_liked` and `about` (a page
    of the operator's website, or None); None where the viewer may not read it.

    For people signed in also `draft_key` and `draft_body`: the comment they are still writing under it; for members
    `visit_…`: their last visit.
    """
    member = viewer.member.id if viewer and viewer.member else None
    owner = viewer.person.id if viewer else None
    return next(iter(_post_to_show(post_id, member, owner, audiences=tuple(audiences_of(viewer)))), None)


@compiled
def _post_to_show(
    post_id: UUID, member: UUID | None, owner: UUID | None, *, audiences: tuple[str, ...]
) -> QuerySet[Post]:
    rows = _open_to(audiences).select_related("board", "author", "cover").defer("body", "board__template")
    liked: Any = Exists(PostLike.objects.filter(post=OuterRef("id"), member=member)) if member else Value(False)  # noqa: FBT003
    about = Subquery(PageTalk.objects.filter(post=OuterRef("id")).values("address")[:1])
    closed = {"closed_at": F("board__closures__closed_at"), "question_closed_at": F("closures__closed_at")}
    closed["question_closed_by_staff"] = F("closures__by_staff")
    rows = rows.annotate(**closed, is_liked=liked, about=about).filter(id=post_id)
    if owner is None:
        return rows
    if member is not None:
        visits = PostVisit.objects.filter(member=member, post=OuterRef("id"))
        columns = ("new_after", "seen_number", "seen_at")
        rows = rows.annotate(**{f"visit_{name}": Subquery(visits.values(name)[:1]) for name in columns})
    drafts = Draft.objects.filter(owner=owner, kind=DraftKind.COMMENT, post=OuterRef("id")).order_by("-saved_at")
    return rows.annotate(draft_key=Subquery(drafts.values("key")[:1]), draft_body=Subquery(drafts.values("body")[:1]))


def talk_about(address: str) -> Post | None:
    """The talk about this page of the operator's website, as a guest may read it (see `post_to_show`); None where none is."""
    tied = PageTalk.objects.filter(address=address).values_list("post_id", flat=True).first()
    return post_to_show(None, tied) if tied else None


def post_for_words(post_id: UUID) -> Post | None:
    """The post with its board, removed ones too: whether it takes words is the action's question."""
    return Post.objects.select_related("board").filter(id=post_id).first()


def post_of(viewer: Viewer, post_id: UUID, *, moderating: bool = False) -> Post | None:
    """The post with board and cover where the viewer wrote it, removed or not; else None.

    `moderating`: moderators are given anybody's.
    """
    post = Post.objects.select_related("board", "cover").filter(id=post_id).first()
    return post if post and (is_own(viewer, post) or (moderating and is_moderator(viewer))) else None


def board_page(
    viewer: Viewer | None, board: Board, *, sort: str = "", show: str = "", after: str = "", before: str = ""
) -> BoardPage:
    """A page of `board` (from `board_named`). One query for a guest, three for a member."""
    shown = show if show in SHOWS and board.takes_questions else ""
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
    return beyond(_standing().filter(board=board).values(*_COLUMNS), (by, "id"), moment, id_, falling=falling)


def _shown_beyond(
    board: UUID, moment: datetime | None, id_: UUID | None, *, show: str, falling: bool
) -> QuerySet[Post, dict[str, Any]]:
    # Not compiled: a statement planned for any state could not use the index of this one.
    rows = _standing().filter(SHOWS[show], board=board).values(*_COLUMNS)
    return beyond(rows, ("created_at", "id"), moment, id_, falling=falling)


def with_board(
    rows: QuerySet[Post], moment: datetime | None, id_: UUID | None, *, falling: bool
) -> QuerySet[Post, dict[str, Any]]:
    """A page of `rows` by the moment they were written, as facts for `rows_for`."""
    return beyond(rows.values(*_WITH_BOARD), ("created_at", "id"), moment, id_, falling=falling)


@compiled
def _author_beyond(
    author: UUID, moment: datetime | None, id_: UUID | None, *, falling: bool, audiences: tuple[str, ...]
) -> QuerySet[Post, dict[str, Any]]:
    rows = _open_to(audiences).filter(author=author).values(*_WITH_BOARD)
    return beyond(rows, ("created_at", "id"), moment, id_, falling=falling)


@compiled
def latest_posts(*, audiences: tuple[str, ...], kinds: tuple[str, ...], limit: int) -> QuerySet[Post, dict[str, Any]]:
    """The newest posts of all boards of these kinds, as facts for `rows_for`."""
    return _open_to(audiences).filter(board__kind__in=kinds).values(*_WITH_BOARD).order_by("-created_at", "-id")[:limit]


def latest_lines(board: Board, *, limit: int) -> list[PostLine]:
    """What was talked about lately on a board that the viewer may read."""
    return [PostLine(board_slug=board.slug, **line) for line in _latest_lines(board.id, limit=limit)]


@compiled
def _latest_lines(board: UUID, *, limit: int) -> QuerySet[Post, dict[str, Any]]:
    return _standing().filter(board=board).values(*_LINE).order_by("-last_activity_at", "-id")[:limit]


def posts_by_id(viewer: Viewer | None, ids: Sequence[UUID], *, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
    """Those of `ids` that the viewer may read, in the order of `ids`, as facts for `rows_for`."""
    rows = posts_visible_to(viewer).filter(id__in=ids, board__kind__in=kinds).values(*_WITH_BOARD)
    found = {row["id"]: row for row in rows}
    return [found[id_] for id_ in ids if id_ in found]


def rows_for(viewer: Viewer | None, facts: Sequence[dict[str, Any]]) -> list[PostRow]:
    """Rows with what is new to the viewer. No query for a guest, two for a member."""
    if viewer is None or viewer.member is None or not facts:
        return [_row(row) for row in facts]
    boards, joined = visits_to_boards(viewer), viewer.member.joined_at
    visits = PostVisit.objects.filter(member=viewer.member, post_id__in={row["id"] for row in facts})
    seen = dict(visits.values_list("post_id", "seen_number"))
    made = []
    for row in facts:
        read = seen.get(row["id"])
        mine = row["author_id"] == viewer.member.id
        unread = read is None and not mine and row["created_at"] > boards.get(row["board_id"], joined)
        made.append(_row(row, is_new=unread, new_comments=0 if read is None else max(0, row["comment_number"] - read)))
    return made


def _row(row: dict[str, Any], *, is_new: bool = False, new_comments: int = 0) -> PostRow:
    return PostRow(
        row["id"],
        row["board__slug"],
        row["board__name"],
        row["title"],
        row["excerpt"],
        voices.voice_of(row),
        row["created_at"],
        row["last_activity_at"],
        row["comment_count"],
        row["like_count"],
        pictures.cover_of(row),
        row["answer_count"],
        row["question_state"],
        is_new,
        new_comments,
    )
