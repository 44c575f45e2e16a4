"""Plain rows for whoever keeps a copy of the community: in one order, from one place on, with nothing about the reader.

They hold what staff of the operator may read: every board. One query each.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from coorum.base.compiled import compiled
from coorum.community.models import Board, Comment, CommentLike, Post, PostLike

_SPOKEN = (
    "id",
    "body",
    "body_html",
    "author_id",
    "author__has_left",
    "staff",
    "like_count",
    "created_at",
    "edited_at",
    "revision",
)
_POST = (
    *_SPOKEN,
    "board_id",
    "title",
    "excerpt",
    "comment_count",
    "last_activity_at",
    "answer_count",
    "state",
)
_COMMENT = (*_SPOKEN, "post_id", "parent_id", "number", "thread")
_BOARD = ("id", "slug", "name", "kind", "description", "readers", "writers", "template", "position", "opened_at")
#: What became of it. The comment chosen as best answer counts while `state` says so.
_SETTLED = {
    "best_answer_id": F("best_answers__comment"),
    "decision_words": F("decisions__words"),
    "merged_into_id": F("merges__into"),
}
Rows = list[dict[str, Any]]


def board_rows(after: tuple[int, UUID] | None, *, most: int) -> Rows:
    """Boards in their order, past (position, id); with `closed_at`."""
    position, id_ = after or (None, None)
    return _boards(position, id_, most=most)


def post_rows(board: UUID | None, after: tuple[datetime, UUID] | None, *, most: int) -> Rows:
    """Posts, the newest first, past (created_at, id): of one board, or of all."""
    moment, id_ = after or (None, None)
    return _posts(board, moment, id_, most=most)


def comment_rows(post: UUID, after: tuple[int, int] | None, *, most: int) -> Rows:
    """Comments of a post in reading order, past (thread, number)."""
    thread, number = after or (None, None)
    return _comments(post, thread, number, most=most)


def post_row(post_id: UUID) -> dict[str, Any] | None:
    """One post, or None where it is gone, or its board is."""
    return next(iter(_post(post_id)), None)


def comment_row(comment_id: UUID) -> dict[str, Any] | None:
    """One comment, or None where it, its post or its board is gone."""
    return next(iter(_comment(comment_id)), None)


def board_row(board_id: UUID) -> dict[str, Any] | None:
    """One board, or None."""
    return next(iter(_board(board_id)), None)


def like_rows(kind: str, subject: UUID, after: UUID | None, *, most: int) -> Rows:
    """Likes of a post or a comment (`kind`), the first first, past an id."""
    return _post_likes(subject, after, most=most) if kind == "post" else _comment_likes(subject, after, most=most)


@compiled
def _boards(position: int | None, id_: UUID | None, *, most: int) -> QuerySet[Board, dict[str, Any]]:
    rows = _standing_boards()
    if position is not None:
        rows = rows.filter(Q(position__gt=position) | Q(position=position, id__gt=id_))
    return rows.order_by("position", "id").values(*_BOARD, "closed_at")[:most]


@compiled
def _board(id_: UUID) -> QuerySet[Board, dict[str, Any]]:
    return _standing_boards().filter(id=id_).values(*_BOARD, "closed_at")


def _standing_boards() -> QuerySet[Board]:
    return Board.objects.filter(removals__board__isnull=True).annotate(closed_at=F("closures__closed_at"))


@compiled
def _posts(
    board: UUID | None, moment: datetime | None, id_: UUID | None, *, most: int
) -> QuerySet[Post, dict[str, Any]]:
    rows = _standing_posts()
    if board is not None:
        rows = rows.filter(board=board)
    if moment is not None:
        rows = rows.filter(Q(created_at__lt=moment) | Q(id__lt=id_), created_at__lte=moment)
    return rows.order_by("-created_at", "-id").values(*_POST, **_SETTLED)[:most]


@compiled
def _post(id_: UUID) -> QuerySet[Post, dict[str, Any]]:
    return _standing_posts().filter(id=id_).values(*_POST, **_SETTLED)


def _standing_posts() -> QuerySet[Post]:
    return Post.objects.filter(removals__post__isnull=True, board__removals__board__isnull=True)


@compiled
def _comments(post: UUID, thread: int | None, number: int | None, *, most: int) -> QuerySet[Comment, dict[str, Any]]:
    rows = _standing_comments().filter(post=post)
    if thread is not None:
        rows = rows.filter(Q(thread__gt=thread) | Q(number__gt=number), thread__gte=thread)
    return rows.order_by("thread", "number").values(*_COMMENT)[:most]


@compiled
def _comment(id_: UUID) -> QuerySet[Comment, dict[str, Any]]:
    whole = _standing_comments().filter(post__removals__post__isnull=True, post__board__removals__board__isnull=True)
    return whole.filter(id=id_).values(*_COMMENT)


def _standing_comments() -> QuerySet[Comment]:
    return Comment.objects.filter(removals__comment__isnull=True)


@compiled
def _post_likes(post: UUID, after: UUID | None, *, most: int) -> QuerySet[PostLike, dict[str, Any]]:
    rows = PostLike.objects.filter(post=post)
    return (rows.filter(id__gt=after) if after else rows).order_by("id").values("id", "member_id", "liked_at")[:most]


@compiled
def _comment_likes(comment: UUID, after: UUID | None, *, most: int) -> QuerySet[CommentLike, dict[str, Any]]:
    rows = CommentLike.objects.filter(comment=comment)
    return (rows.filter(id__gt=after) if after else rows).order_by("id").values("id", "member_id", "liked_at")[:most]
