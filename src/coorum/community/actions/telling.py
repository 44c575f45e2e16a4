"""Telling members of what happened with what they wrote, and everybody of what the operator announces.

A task calls these after the commit. What was taken away meanwhile is told to nobody; nobody is told of a board that is not
open to them.
"""

from collections.abc import Iterable
from uuid import UUID, uuid5

from django.db.models import QuerySet

from coorum.accounts.models import Member, StaffRole
from coorum.base.actions import action
from coorum.community.kinds import Audience
from coorum.community.models import BestAnswer, Board, Comment, CommentLike, Post, PostLike
from coorum.community.notice_kinds import (
    ANNOUNCED,
    ANSWERED,
    CHOSEN,
    COMMENT_LIKED,
    COMMENTED,
    POST_LIKED,
    REPLIED,
)
from coorum.notices.inbox.actions import notify, notify_next
from coorum.notices.inbox.actions.notifying import Happening


@action
def tell_of_comment(comment_id: UUID) -> None:
    """Of a comment (an answer, on a board of questions) its post's author hears; of a reply whoever spoke in that thread."""
    rows = Comment.objects.filter(id=comment_id, removals__comment__isnull=True, post__removals__post__isnull=True)
    comment = rows.select_related("post__board").first()
    if comment is None:
        return
    post = comment.post
    kind = REPLIED if comment.parent_id else ANSWERED if post.board.takes_questions else COMMENTED
    about = comment.parent_id or post.id
    told = _spoke_before(comment) if comment.parent_id else [post.author_id]
    happening = Happening(kind, about, post.id, comment.id, comment.created_at, comment.author_id)
    notify(happening, to=_readers(post.board, told))


@action
def tell_of_choice(comment_id: UUID) -> None:
    """Whoever answered best hears who said so, unless it was themselves, or was taken back meanwhile."""
    rows = BestAnswer.objects.filter(comment=comment_id, comment__removals__comment__isnull=True)
    best = rows.select_related("comment", "post__board").first()
    if best is None or best.comment.author_id in (None, best.post.author_id):
        return
    post, chooser = best.post, None if best.by_staff else best.post.author_id
    happening = Happening(CHOSEN, comment_id, post.id, choice_of(comment_id), best.chosen_at, chooser)
    notify(happening, to=_readers(post.board, [best.comment.author_id]))


@action
def tell_of_like(kind: str, spoken_id: UUID, liker_id: UUID) -> None:
    """Of a like the author hears, unless it was taken back meanwhile."""
    like = _like(kind, spoken_id, liker_id)
    if like is None:
        return
    spoken: Post | Comment = like.post if isinstance(like, PostLike) else like.comment
    post = spoken if isinstance(spoken, Post) else spoken.post
    name = POST_LIKED if isinstance(spoken, Post) else COMMENT_LIKED
    happening = Happening(name, spoken.id, post.id, like_of(spoken.id, liker_id), like.liked_at, liker_id)
    notify(happening, to=_readers(post.board, [spoken.author_id]))


@action
def tell_of_announcement(post_id: UUID, after: UUID | None = None) -> UUID | None:
    """The next of all who may read it. Answers who was the last, or None where nobody is left."""
    rows = Post.objects.filter(id=post_id, removals__post__isnull=True, board__removals__board__isnull=True)
    post = rows.select_related("board").first()
    if post is None:
        return None
    happening = Happening(ANNOUNCED, post.id, post.id, post.id, post.created_at, post.author_id)
    return notify_next(happening, to=_readers(post.board), after=after)


def like_of(spoken_id: UUID, liker_id: UUID) -> UUID:
    """The name of somebody's like: given, taken back and given again, it is the same."""
    return uuid5(spoken_id, liker_id.hex)


def choice_of(comment_id: UUID) -> UUID:
    """The name of the choice of this answer: made, taken back and made again, it is the same."""
    return uuid5(comment_id, "chosen")


def _like(kind: str, spoken_id: UUID, liker_id: UUID) -> PostLike | CommentLike | None:
    if kind == "post":
        posts = PostLike.objects.filter(post=spoken_id, member=liker_id, post__removals__post__isnull=True)
        return posts.select_related("post__board").first()
    comments = CommentLike.objects.filter(comment=spoken_id, member=liker_id)
    standing = comments.filter(comment__removals__comment__isnull=True, comment__post__removals__post__isnull=True)
    return standing.select_related("comment__post__board").first()


def _spoke_before(reply: Comment) -> list[UUID | None]:
    """Who opened the thread, and who replied in it before."""
    thread = Comment.objects.filter(post=reply.post_id, thread=reply.thread, number__lt=reply.number)
    return list(thread.filter(removals__comment__isnull=True).order_by().values_list("author", flat=True).distinct())


def _readers(board: Board, members: Iterable[UUID | None] | None = None) -> QuerySet[Member]:
    """Members to whom the board is open; of these, where some are named."""
    rows = Member.objects.all()
    if members is not None:
        rows = rows.filter(id__in=[one for one in members if one])
    if board.readers == Audience.STAFF:
        rows = rows.filter(person__in=StaffRole.objects.values("person"))
    return rows
