"""Reads about drafts: only ever their owner's."""

from uuid import UUID

from django.db.models import QuerySet

from coorum.accounts.queries import Viewer
from coorum.community.models import Comment, Draft, DraftKind, Post


def drafts_of(viewer: Viewer) -> QuerySet[Draft]:
    """The viewer's drafts on this site, newest first, with where they were meant to go."""
    rows = Draft.objects.filter(owner=viewer.person.id)
    return rows.select_related("board", "post__board", "comment").order_by("-saved_at")


def draft_of(viewer: Viewer, key: UUID) -> Draft | None:
    """The viewer's draft of the form `key`, or None."""
    return drafts_of(viewer).select_related("cover").filter(key=key).first()


def draft_for(viewer: Viewer, post: Post, *, comment: Comment | None = None) -> Draft | None:
    """The comment (or, with `comment`, the reply to it) that the viewer is still writing under this post, or None."""
    kind = DraftKind.REPLY if comment else DraftKind.COMMENT
    rows = Draft.objects.filter(owner=viewer.person.id, kind=kind, post=post)
    return (rows.filter(comment=comment) if comment else rows).order_by("-saved_at").first()
