"""Letting go for good: of what was removed long ago, and of what belongs to somebody who is erased."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import SYSTEM, Event, publish
from coorum.community import events
from coorum.community.actions.answers import answers_came_back, answers_went
from coorum.community.actions.comments import count_by
from coorum.community.models import (
    BestAnswer,
    BoardVisit,
    Comment,
    CommentLike,
    CommentRemoval,
    Draft,
    Post,
    PostLike,
    PostRemoval,
    PostVisit,
    QuestionClosure,
)

NOBODY = UUID(int=0)
_NO_WORDS = {"body": "", "body_html": ""}


@action
def erase_traces(member_id: UUID, person_id: UUID) -> int:
    """Forget likes, visits, drafts, and who chose an answer or closed a question. How many."""
    gone = Draft.objects.filter(owner=person_id).delete()[0]
    gone += PostVisit.objects.filter(member=member_id).delete()[0]
    gone += BoardVisit.objects.filter(member=member_id).delete()[0]
    gone += _forget_choices(person_id)
    return gone + _unlike_all(member_id)


@action
def erase_words(member_id: UUID, person_id: UUID) -> int:
    """Empty posts and comments, those removed long ago too. How many.

    They stay as gaps, since others answered to them; the member's row is masked by accounts.
    """
    mine = Q(author=member_id)
    _take_away(mine, person_id, at=clock.now())
    return empty_posts(Post.objects.filter(mine).exclude(body="")) + empty_comments(
        Comment.objects.filter(mine).exclude(body="")
    )


@action
def hide_words(member_id: UUID, person_id: UUID, *, at: datetime) -> int:
    """Take posts and comments off the pages while their author may still come back. How many."""
    return _take_away(Q(author=member_id), person_id, at=at)


@action
def show_words(member_id: UUID, person_id: UUID, *, at: datetime) -> int:
    """Put back what was hidden at this moment, and nothing else. How many."""
    hidden = {"removed_by": person_id, "by_staff": False, "removed_at": at}
    _give_back_held(hidden, member_id)
    posts = PostRemoval.objects.filter(post__author=member_id, **hidden)
    post_ids = list(posts.values_list("post_id", flat=True))
    back = posts.delete()[0]
    rows = CommentRemoval.objects.filter(comment__author=member_id, **hidden).select_related("comment")
    removals = list(rows.order_by("comment__post_id", "comment__number"))
    _lock_posts({removal.comment.post_id for removal in removals})
    for removal in removals:
        count_by(removal.comment, 1)
        removal.delete()
        back += 1
    answers_came_back([removal.comment_id for removal in removals], actor=SYSTEM)
    _tell(events.WORDS_BROUGHT_BACK, post_ids, [removal.comment_id for removal in removals])
    return back


def _forget_choices(person_id: UUID) -> int:
    """That an answer was the best stays: it is somebody else's. Who said so goes."""
    chosen = BestAnswer.objects.filter(chosen_by=person_id).update(chosen_by=NOBODY)
    return chosen + QuestionClosure.objects.filter(closed_by=person_id).update(closed_by=NOBODY)


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


def _take_away(mine: Q, person_id: UUID, *, at: datetime) -> int:
    """Remove what still stands, so that counters stay true."""
    facts = {"removed_by": person_id, "by_staff": False, "removed_at": at}
    _take_held(mine, facts)
    posts = Post.objects.filter(mine, removals__post__isnull=True)
    taken = PostRemoval.objects.bulk_create([PostRemoval.new(post=post, **facts) for post in posts])
    standing = Comment.objects.filter(mine, removals__comment__isnull=True).order_by("post_id", "number")
    comments = list(standing.only("id", "site", "post", "parent"))
    _lock_posts({comment.post_id for comment in comments})
    CommentRemoval.objects.bulk_create([CommentRemoval.new(comment=comment, **facts) for comment in comments])
    for comment in comments:
        count_by(comment, -1)
    answers_went([comment.id for comment in comments], actor=SYSTEM)
    _tell(events.WORDS_TAKEN_AWAY, [removal.post_id for removal in taken], [comment.id for comment in comments])
    return len(taken) + len(comments)


def _tell(event: Event, posts: list[UUID], comments: list[UUID]) -> None:
    """Many at once are one event: none of them is evidence, the leaving or the erasure is."""
    if posts or comments:
        publish(event, actor=SYSTEM, payload={"posts": posts, "comments": comments})


def _take_held(mine: Q, facts: dict[str, object]) -> None:
    """What a report holds is taken away by its author too: so it does not come back with the report's end."""
    for removals, model, field in ((PostRemoval, Post, "post__in"), (CommentRemoval, Comment, "comment__in")):
        removals.objects.filter(is_held=True, by_staff=True, **{field: model.objects.filter(mine)}).update(**facts)


def _give_back_held(hidden: dict[str, object], member_id: UUID) -> None:
    """What a report holds goes on being held by it alone."""
    for removals, field in ((PostRemoval, "post__author"), (CommentRemoval, "comment__author")):
        held = removals.objects.filter(is_held=True, **{field: member_id}, **hidden)
        held.update(removed_by=NOBODY, by_staff=True)


def _lock_posts(ids: set[UUID]) -> None:
    list(Post.objects.select_for_update(no_key=True).filter(id__in=ids).order_by("id").values("id"))


def empty_posts(posts: QuerySet[Post]) -> int:
    """Empty the words of these posts, for good. How many."""
    ids = list(posts.values_list("id", flat=True))
    BestAnswer.objects.filter(post__in=ids).delete()
    QuestionClosure.objects.filter(post__in=ids).delete()
    return Post.objects.filter(id__in=ids).update(title="", excerpt="", cover=None, **_NO_WORDS)


def empty_comments(comments: QuerySet[Comment]) -> int:
    """Empty the words of these comments, for good. How many."""
    ids = list(comments.values_list("id", flat=True))
    BestAnswer.objects.filter(comment__in=ids).delete()
    return Comment.objects.filter(id__in=ids).update(**_NO_WORDS)
