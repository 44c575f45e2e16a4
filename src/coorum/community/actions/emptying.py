"""Letting go for good: of what was removed long ago, and of what belongs to somebody who is erased."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from coorum.base import clock
from coorum.base.actions import action
from coorum.community.models import (
    BoardVisit,
    Comment,
    CommentLike,
    CommentRemoval,
    Draft,
    Post,
    PostLike,
    PostRemoval,
    PostVisit,
)
from coorum.community.rules import KEPT_AFTER_REMOVAL

_NO_WORDS = {"body": "", "body_html": ""}
_BATCH = 500


@action
def empty_removed(before: datetime | None = None) -> int:
    """Empty the words of what was removed before this moment (30 days ago), at most 500 of each kind. How many."""
    limit = before or clock.now() - KEPT_AFTER_REMOVAL
    posts = Post.objects.filter(removals__removed_at__lt=limit).exclude(body="")
    comments = Comment.objects.filter(removals__removed_at__lt=limit).exclude(body="")
    return _empty_posts(posts.values_list("id", flat=True)[:_BATCH]) + _empty_comments(
        comments.values_list("id", flat=True)[:_BATCH]
    )


@action
def erase_member(member_id: UUID, person_id: UUID, *, keep_words: bool) -> int:
    """Forget a member: likes, visits and drafts always; posts and comments unless they chose to leave them. How many.

    Emptied posts and comments stay as gaps, since others answered to them; the member's row is masked by accounts.
    """
    gone = Draft.objects.filter(owner=person_id).delete()[0]
    gone += PostVisit.objects.filter(member=member_id).delete()[0]
    gone += BoardVisit.objects.filter(member=member_id).delete()[0]
    gone += _unlike_all(member_id)
    if not keep_words:
        mine = Q(author=member_id)
        gone += _take_away(mine, person_id)
        gone += _empty_posts(Post.objects.filter(mine).values_list("id", flat=True))
        gone += _empty_comments(Comment.objects.filter(mine).values_list("id", flat=True))
    return gone


def _unlike_all(member_id: UUID) -> int:
    """Posts before comments, each in the order of their ids: the lock order of the room."""
    gone = 0
    for likes, model, field in ((PostLike, Post, "post_id"), (CommentLike, Comment, "comment_id")):
        mine = likes.objects.filter(member=member_id)
        ids = sorted(mine.values_list(field, flat=True))
        list(model.objects.select_for_update(no_key=True).filter(id__in=ids).order_by("id").values("id"))
        model.objects.filter(id__in=ids).update(like_count=F("like_count") - 1)
        gone += mine.delete()[0]
    return gone


def _take_away(mine: Q, person_id: UUID) -> int:
    """Remove what still stands, so that counters stay true."""
    facts = {"removed_by": person_id, "by_staff": False, "removed_at": clock.now()}
    posts = Post.objects.filter(mine, removals__post__isnull=True)
    taken = PostRemoval.objects.bulk_create([PostRemoval.new(post=post, **facts) for post in posts])
    standing = Comment.objects.filter(mine, removals__comment__isnull=True).order_by("post_id", "number")
    comments = list(standing.only("id", "site", "post", "parent"))
    locked = {comment.post_id for comment in comments}
    list(Post.objects.select_for_update(no_key=True).filter(id__in=locked).order_by("id").values("id"))
    CommentRemoval.objects.bulk_create([CommentRemoval.new(comment=comment, **facts) for comment in comments])
    for comment in comments:
        Post.objects.filter(id=comment.post_id).update(comment_count=F("comment_count") - 1)
        if comment.parent_id:
            Comment.objects.filter(id=comment.parent_id).update(reply_count=F("reply_count") - 1)
    return len(taken) + len(comments)


def _empty_posts(ids: Iterable[UUID]) -> int:
    return Post.objects.filter(id__in=list(ids)).update(title="", excerpt="", cover=None, **_NO_WORDS)


def _empty_comments(ids: Iterable[UUID]) -> int:
    return Comment.objects.filter(id__in=list(ids)).update(**_NO_WORDS)
