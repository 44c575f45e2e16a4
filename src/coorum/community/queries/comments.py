"""Reads about comments, and the page of a post."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, F, OuterRef, Q, QuerySet, Value

from coorum.accounts.queries import Viewer
from coorum.base.compiled import compiled
from coorum.community.models import Comment, CommentLike, Post
from coorum.community.queries import voices
from coorum.community.queries.paging import PAGE, Page, beyond, cut, number_cursor, number_key, page_of
from coorum.community.queries.posts import posts_visible_to
from coorum.community.queries.voices import Voice
from coorum.community.rules import is_moderator, is_own


@dataclass(frozen=True, slots=True)
class CommentView:
    """One comment or reply. `is_gone`: removed, shown as a gap since its replies stay. `body_html` is safe HTML."""

    id: UUID
    number: int
    thread: int
    author: Voice | None
    body_html: str
    created_at: datetime
    is_edited: bool
    like_count: int
    is_liked: bool
    is_gone: bool
    is_own: bool
    is_by_author: bool
    may_remove: bool
    revision: int
    is_new: bool = False
    is_best: bool = False

    @property
    def is_reply(self) -> bool:
        return self.thread != self.number


@dataclass(frozen=True, slots=True)
class BestView:
    """The answer that solved a question; `by_staff`: the community's staff said so, not whoever asked."""

    answer: CommentView
    by_staff: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with those of its replies that stand on this page. `root` is None where it stands on an earlier page."""

    number: int
    root: CommentView | None
    replies: tuple[CommentView, ...]


#: Beyond every comment.
_END = number_cursor(999_999_999, 999_999_999)
_FACTS = (
    "id",
    "number",
    "thread",
    "body_html",
    "created_at",
    "edited_at",
    "revision",
    "like_count",
    "gone_at",
    "is_liked",
)


def comments_of(post: Post, viewer: Viewer | None, *, after: str = "", before: str = "") -> Page[CommentView]:
    """A page of the post's comments in reading order: threads as they began, each followed by its replies. One query."""
    member = viewer.member.id if viewer and viewer.member else None

    def ask(thread: int | None, number: int | None, falling: bool) -> list[dict[str, Any]]:  # noqa: FBT001
        return _comments_beyond(post.id, member, thread, number, falling=falling)

    found, earlier, later = cut(ask, after=number_key(after), before=number_key(before))
    views = [_view(row, post, viewer) for row in found]
    cursors = [number_cursor(view.thread, view.number) for view in views]
    return page_of(views, cursors, earlier=earlier, later=later)


def last_comments(post: Post, viewer: Viewer | None, most: int) -> list[CommentView]:
    """The last of the post's comments in reading order, at most so many. One query, for a short post two."""
    page = comments_of(post, viewer, before=_END if post.comment_count > most else "")
    return [one for one in page.rows if not one.is_gone][-most:]


@compiled
def _comments_beyond(
    post_id: UUID, member_id: UUID | None, thread: int | None, number: int | None, *, falling: bool
) -> QuerySet[Comment, dict[str, Any]]:
    rows = _standing(post_id).annotate(is_liked=_liked_by(member_id)).values(*_FACTS, *voices.COLUMNS)
    return beyond(rows, ("thread", "number"), thread, number, falling=falling)


def best_of(post: Post, viewer: Viewer | None) -> BestView | None:
    """The answer that solved the question, or None. One query."""
    row = next(iter(_best(post.id, viewer.member.id if viewer and viewer.member else None)), None)
    return row and BestView(replace(_view(row, post, viewer), is_best=True), row["by_staff"])


@compiled
def _best(post_id: UUID, member_id: UUID | None) -> QuerySet[Comment, dict[str, Any]]:
    rows = Comment.objects.filter(choices__post=post_id, removals__comment__isnull=True)
    facts = {"gone_at": F("removals__removed_at"), "is_liked": _liked_by(member_id), "by_staff": F("choices__by_staff")}
    return rows.annotate(**facts).values(*_FACTS, "by_staff", *voices.COLUMNS)


def threads(comments: Iterable[CommentView]) -> list[Thread]:
    """The comments of a page, gathered under those they reply to."""
    roots: dict[int, CommentView | None] = {}
    replies: dict[int, list[CommentView]] = defaultdict(list)
    for comment in comments:
        if comment.is_reply:
            roots.setdefault(comment.thread, None)
            replies[comment.thread].append(comment)
        else:
            roots[comment.thread] = comment
    return [Thread(number, root, tuple(replies[number])) for number, root in roots.items()]


def comment_to_show(viewer: Viewer | None, comment_id: UUID) -> Comment | None:
    """The comment with its post and board; None where the viewer may not read the post or the comment is gone."""
    rows = Comment.objects.select_related("post__board").filter(removals__comment__isnull=True)
    return rows.filter(id=comment_id, post__in=posts_visible_to(viewer)).first()


def comment_for_words(comment_id: UUID) -> Comment | None:
    """The comment with post and board, removed ones too: whether it takes replies is the action's question."""
    return Comment.objects.select_related("post__board").filter(id=comment_id).first()


def comment_of(viewer: Viewer, comment_id: UUID, *, moderating: bool = False) -> Comment | None:
    """The comment with post and board where the viewer wrote it, removed or not; else None.

    `moderating`: moderators are given anybody's.
    """
    comment = Comment.objects.select_related("post__board").filter(id=comment_id).first()
    return comment if comment and (is_own(viewer, comment) or (moderating and is_moderator(viewer))) else None


def comment_view(comment: Comment, viewer: Viewer | None) -> CommentView:
    """One comment as its page shows it. One query."""
    rows = Comment.objects.filter(id=comment.id).annotate(
        gone_at=F("removals__removed_at"), is_liked=_liked_by(viewer.member.id if viewer and viewer.member else None)
    )
    return _view(rows.values(*_FACTS, *voices.COLUMNS).get(), comment.post, viewer)


def page_with(comment: Comment) -> str:
    """The cursor `?after=` of the page that holds the comment, or "" for the first page. One or two queries.

    A later page starts with the comment's thread, or, in a thread longer than a page, with the comment.
    """
    rows = _standing(comment.post_id)
    earlier = rows.filter(thread__lte=comment.thread).filter(
        Q(thread__lt=comment.thread) | Q(number__lt=comment.number)
    )
    ahead = list(earlier.order_by("-thread", "-number").values_list("thread", "number")[: 2 * PAGE])
    if len(ahead) < PAGE:
        return ""
    in_thread = sum(thread == comment.thread for thread, _ in ahead)
    last = ahead[in_thread if in_thread < PAGE else 0]
    return number_cursor(*last)


def new_comments(post: Post, number: int, *, most: int = 100) -> list[UUID]:
    """The comments above this number, as they came, at most so many. One query."""
    return [row["id"] for row in _above(post.id, number, most=most)]


@compiled
def _above(post_id: UUID, number: int, *, most: int) -> QuerySet[Comment, dict[str, Any]]:
    rows = _standing(post_id).filter(number__gt=number, gone_at__isnull=True)  # type: ignore[misc]  # a column the query adds
    return rows.order_by("number").values("id")[:most]  # type: ignore[return-value]  # the plugin is more exact


def _standing(post_id: UUID) -> QuerySet[Comment]:
    """Comments that can be seen, and removed ones that still have replies, with `gone_at`."""
    rows = Comment.objects.filter(post=post_id).annotate(gone_at=F("removals__removed_at"))
    return rows.filter(Q(gone_at__isnull=True) | Q(reply_count__gt=0))


def _liked_by(member_id: UUID | None) -> Any:
    if member_id is None:
        return Value(False, output_field=BooleanField())  # noqa: FBT003
    return Exists(CommentLike.objects.filter(comment=OuterRef("id"), member=member_id))


def _view(row: dict[str, Any], post: Post, viewer: Viewer | None) -> CommentView:
    member = viewer.member if viewer else None
    own = bool(member and row["author_id"] == member.id) or bool(viewer and viewer.is_staff and row["staff"])
    gone = row["gone_at"] is not None
    return CommentView(
        row["id"],
        row["number"],
        row["thread"],
        None if gone else voices.voice_of(row),
        "" if gone else row["body_html"],
        row["created_at"],
        row["edited_at"] is not None,
        row["like_count"],
        row["is_liked"],
        gone,
        own,
        row["author_id"] is not None and row["author_id"] == post.author_id,
        own or is_moderator(viewer),
        row["revision"],
    )
