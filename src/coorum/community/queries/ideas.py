"""What became of an idea."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from coorum.community.kinds import VOTED, IdeaState
from coorum.community.models import IdeaDecision, IdeaMerge, Post


@dataclass(frozen=True, slots=True)
class IdeaLine:
    """Another idea that this one goes on in, or that goes on in this one."""

    id: UUID
    board_slug: str
    title: str


@dataclass(frozen=True, slots=True)
class IdeaView:
    """What the operator says of an idea; `into` is where a merged one goes on, `merged` are those that go on here."""

    state: str
    words: str
    decided_at: datetime | None
    into: IdeaLine | None
    merged: tuple[IdeaLine, ...]

    @property
    def takes_votes(self) -> bool:
        return self.state in VOTED


def idea_of(post: Post) -> IdeaView | None:
    """Of a post that the viewer may read; None where it is no idea. Two queries, three where it was merged."""
    if post.state not in IdeaState.values:
        return None
    decision = IdeaDecision.objects.filter(post=post).first()
    into = _lines(IdeaMerge.objects.filter(post=post), "into") if post.state == IdeaState.MERGED else ()
    merged = _lines(IdeaMerge.objects.filter(into=post), "post")
    words, moment = (decision.words, decision.decided_at) if decision else ("", None)
    return IdeaView(post.state, words, moment, next(iter(into), None), merged)


def _lines(merges: QuerySet[IdeaMerge], other: str) -> tuple[IdeaLine, ...]:
    rows = merges.filter(**{f"{other}__removals__post__isnull": True})
    found = rows.order_by("merged_at").values_list(f"{other}_id", f"{other}__board__slug", f"{other}__title")
    return tuple(IdeaLine(*row) for row in found)


def idea_for_staff(post_id: UUID) -> Post | None:
    """An idea of the open scope's site that stands."""
    rows = Post.objects.select_related("board", "author").filter(removals__post__isnull=True)
    return rows.filter(id=post_id, state__in=IdeaState.values, board__removals__board__isnull=True).first()
