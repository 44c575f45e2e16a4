"""Likes. Only members like; a system of the operator's reads."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from coorum.api import access, paging
from coorum.api.credentials import needs
from coorum.api.people import named
from coorum.api.schemas import After, Limit, Reactions
from coorum.community import queries as community
from coorum.integrations.kinds import Scope

router = Router(tags=["reactions"])


@router.get(
    "/posts/{uuid:post_id}/reactions",
    response=Reactions,
    operation_id="listPostReactions",
    **needs(Scope.REACTIONS_READ),
)
def of_post(request: HttpRequest, post_id: UUID, limit: Limit = 20, after: After = "") -> HttpResponse:
    """Who likes a post, the first first."""
    access.post_row(post_id)
    return _page(request, "post", post_id, limit, after)


@router.get(
    "/comments/{uuid:comment_id}/reactions",
    response=Reactions,
    operation_id="listCommentReactions",
    **needs(Scope.REACTIONS_READ),
)
def of_comment(request: HttpRequest, comment_id: UUID, limit: Limit = 20, after: After = "") -> HttpResponse:
    """Who likes a comment, the first first."""
    access.comment_row(comment_id)
    return _page(request, "comment", comment_id, limit, after)


def _page(request: Any, kind: str, subject: UUID, limit: int, after: str) -> HttpResponse:
    listing = f"reactions:{subject}"
    place = paging.place_in(request, listing, after)
    rows = community.like_rows(kind, subject, UUID(place[0]) if place else None, most=limit + 1)
    rows, following = paging.cut(request, listing, rows, limit, "id")
    known = named(request, [row["member_id"] for row in rows])
    items = [{"kind": "like", "member": known.get(row["member_id"]), "made_at": row["liked_at"]} for row in rows]
    return paging.page(request, items, following)
