"""Reads about drafts: only ever their owner's."""

from uuid import UUID

from django.db.models import QuerySet

from coorum.accounts.queries import Viewer
from coorum.base.compiled import compiled
from coorum.community.models import Draft, DraftKind, Post


def drafts_of(viewer: Viewer) -> QuerySet[Draft]:
    """The viewer's drafts on this site, newest first, with where they were meant to go."""
    rows = Draft.objects.filter(owner=viewer.person.id)
    return rows.select_related("board", "post__board", "comment").order_by("-saved_at")


def draft_of(viewer: Viewer, key: UUID) -> Draft | None:
    """The viewer's draft of the form `key`, or None."""
    return drafts_of(viewer).select_related("cover").filter(key=key).first()


def draft_for(viewer: Viewer, post: Post) -> Draft | None:
    """The comment that the viewer is still writing under this post, or None."""
    return next(iter(_comment_under(viewer.person.id, post.id)), None)


@compiled
def _comment_under(owner: UUID, post_id: UUID) -> QuerySet[Draft]:
    rows = Draft.objects.filter(owner=owner, kind=DraftKind.COMMENT, post=post_id)
    return rows.order_by("-saved_at")[:1]
