"""The week of a site in a few numbers, for its staff."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from coorum.base import clock
from coorum.community.kinds import TALKING
from coorum.community.models import Comment, Post


@dataclass(frozen=True, slots=True)
class Week:
    """What was said in the last seven days, and in the seven before; `unanswered` are this week's posts without a comment."""

    posts: int
    posts_before: int
    comments: int
    comments_before: int
    unanswered: list[Post]


def week_of_site(*, most: int = 5) -> Week:
    """The last seven days of the open scope's site. Removed posts do not count."""
    now = clock.now()
    week, fortnight = now - timedelta(days=7), now - timedelta(days=14)
    standing = Post.objects.filter(removals__post__isnull=True)
    silent = standing.filter(created_at__gte=week, comment_count=0, board__kind__in=TALKING).select_related(
        "board", "author"
    )
    return Week(
        _between(standing, week, now),
        _between(standing, fortnight, week),
        _between(Comment.objects, week, now),
        _between(Comment.objects, fortnight, week),
        list(silent.order_by("created_at")[:most]),
    )


def _between(rows: object, begin: datetime, end: datetime) -> int:
    return int(rows.filter(created_at__gte=begin, created_at__lt=end).count())  # type: ignore[attr-defined]
