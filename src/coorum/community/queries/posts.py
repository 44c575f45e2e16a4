"""Reads about posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value

from coorum.accounts.queries import Viewer
from coorum.base.compiled import compiled
from coorum.base.pictures.view import PictureView
from coorum.community.kinds import IdeaState, QuestionState
from coorum.community.models import Board, Draft, DraftKind, PageTalk, Post, PostLike, PostVisit
from coorum.community.queries import pictures, voices
from coorum.community.queries.boards import visits_to_boards
from coorum.community.queries.voices import Voice
from coorum.community.rules import audiences_of, is_moderator, is_own


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post in a list. `is_new`: the viewer has not read it; `new_comments`: how many came since they did.

    `state` (`QuestionState`, `IdeaState`) is empty where it is neither question nor idea.
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

    @property
    def is_question(self) -> bool:
        return self.state in QuestionState

    @property
    def is_idea(self) -> bool:
        return self.state in IdeaState


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post in an aside."""

    id: UUID
    board_slug: str
    title: str
    last_activity_at: datetime
    comment_count: int
    answer_count: int = 0
    state: str = ""

    @property
    def is_question(self) -> bool:
        return self.state in QuestionState


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
    "state",
)
COLUMNS = (*_FACTS, *voices.COLUMNS, *pictures.COLUMNS)
WITH_BOARD = (*COLUMNS, "board__slug", "board__name")
_LINE = ("id", "title", "last_activity_at", "comment_count", "answer_count", "state")


def posts_visible_to(viewer: Viewer | None) -> QuerySet[Post]:
    """Posts the viewer may read, in no order: on boards open to them, neither removed."""
    return open_to(tuple(audiences_of(viewer)))


def open_to(audiences: tuple[str, ...]) -> QuerySet[Post]:
    return standing().filter(board__readers__in=audiences, board__removals__board__isnull=True)


def standing() -> QuerySet[Post]:
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
    rows = open_to(audiences).select_related("board", "author", "cover").defer("body", "board__template")
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


@compiled
def latest_posts(*, audiences: tuple[str, ...], kinds: tuple[str, ...], limit: int) -> QuerySet[Post, dict[str, Any]]:
    """The newest posts of all boards of these kinds, as facts for `rows_for`."""
    return open_to(audiences).filter(board__kind__in=kinds).values(*WITH_BOARD).order_by("-created_at", "-id")[:limit]


def latest_lines(board: Board, *, limit: int) -> list[PostLine]:
    """What was talked about lately on a board that the viewer may read."""
    return [PostLine(board_slug=board.slug, **line) for line in _latest_lines(board.id, limit=limit)]


@compiled
def _latest_lines(board: UUID, *, limit: int) -> QuerySet[Post, dict[str, Any]]:
    return standing().filter(board=board).values(*_LINE).order_by("-last_activity_at", "-id")[:limit]


def posts_by_id(viewer: Viewer | None, ids: Sequence[UUID], *, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
    """Those of `ids` that the viewer may read, in the order of `ids`, as facts for `rows_for`."""
    rows = posts_visible_to(viewer).filter(id__in=ids, board__kind__in=kinds).values(*WITH_BOARD)
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
        row["state"],
        is_new,
        new_comments,
    )
