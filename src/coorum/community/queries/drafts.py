"""Reads about drafts: only ever their owner's."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from coorum.accounts.queries import Viewer
from coorum.community.models import Draft


def drafts_of(viewer: Viewer) -> QuerySet[Draft]:
    """The viewer's drafts on this site, newest first, with where they were meant to go."""
    rows = Draft.objects.filter(owner=viewer.person.id)
    return rows.select_related("board", "post__board", "comment").order_by("-saved_at")


def draft_of(viewer: Viewer, key: UUID) -> Draft | None:
    """The viewer's draft of the form `key`, or None."""
    return drafts_of(viewer).select_related("cover").filter(key=key).first()


@dataclass(frozen=True, slots=True)
class Begun:
    """A comment that somebody is still writing under a post."""

    key: UUID
    body: str


def begun_under(post: Any) -> Begun | None:
    """What the viewer is still writing under the post (from `post_to_show`), or None."""
    key = getattr(post, "draft_key", None)
    return Begun(key, post.draft_body) if key else None
