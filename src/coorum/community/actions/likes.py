"""Likes: given once, taken back at will."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer, member_party
from coorum.accounts.rules import ensure_may_post
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import Event, publish
from coorum.base.once import insert_once
from coorum.base.pace import ensure_pace
from coorum.community import events
from coorum.community.actions.words import subject as party
from coorum.community.models import Comment, CommentLike, Post, PostLike
from coorum.community.rules import LIKES_AN_HOUR, audiences_of, ensure_may_vote, most_an_hour, nothing_here


@action
def like(liker: Viewer, *, subject: Post | Comment) -> int:
    """Like a post, a comment or a reply; again changes nothing. Answers how many like it now.

    Raises `Refused`: `guest`, `paused`, `not_found`, `closed` (an idea that takes no votes), `too_many` (in the last hour, of
    posts and of comments each).
    """
    _ensure_may_like(liker, subject)
    if isinstance(subject, Post):
        ensure_may_vote(subject)
    row = _row(liker, subject)
    if not insert_once(row):
        return _count(subject)
    _ensure_pace(liker, row)
    count = _move(subject, 1)
    _tell(liker, subject, events.POST_LIKED, events.COMMENT_LIKED)
    return count


@action
def unlike(liker: Viewer, *, subject: Post | Comment) -> int:
    """Take a like back; again changes nothing. Answers how many like it now.

    Raises `Refused`: `guest`, `paused`, `not_found`.
    """
    _ensure_may_like(liker, subject)
    if isinstance(subject, Post):
        gone = PostLike.objects.filter(member=liker.member, post=subject).delete()[0]
    else:
        gone = CommentLike.objects.filter(member=liker.member, comment=subject).delete()[0]
    if not gone:
        return _count(subject)
    count = _move(subject, -1)
    _tell(liker, subject, events.POST_UNLIKED, events.COMMENT_UNLIKED)
    return count


def _tell(liker: Viewer, subject: Post | Comment, of_post: Event, of_comment: Event) -> None:
    kind, event = ("post", of_post) if isinstance(subject, Post) else ("comment", of_comment)
    toward = member_party(liker.member) if liker.member else None
    publish(event, actor=liker.party, subject=party(kind, subject.id), toward=toward)


def _ensure_may_like(liker: Viewer, subject: Post | Comment) -> None:
    ensure_may_post(liker)
    board = subject.board if isinstance(subject, Post) else subject.post.board
    if board.readers not in audiences_of(liker):
        raise nothing_here()


def _ensure_pace(liker: Viewer, row: PostLike | CommentLike) -> None:
    ensure_pace(
        type(row).objects.filter(member=liker.member).exclude(id=row.id),
        moment="liked_at",
        most=most_an_hour(liker, LIKES_AN_HOUR),
        sentence=_("That was many likes in one hour. Please go on in %(minutes)s min."),
    )


def _row(liker: Viewer, subject: Post | Comment) -> PostLike | CommentLike:
    now = clock.now()
    if isinstance(subject, Post):
        return PostLike.new(member=liker.member, post=subject, liked_at=now)
    return CommentLike.new(member=liker.member, comment=subject, liked_at=now)


def _move(subject: Post | Comment, by: int) -> int:
    """Move the counter; where it stands then, as the same statement answers."""
    subject.like_count = F("like_count") + by
    subject.save(update_fields=["like_count"])
    return int(subject.like_count)


def _count(subject: Post | Comment) -> int:
    return int(type(subject).objects.values_list("like_count", flat=True).get(id=subject.id))
