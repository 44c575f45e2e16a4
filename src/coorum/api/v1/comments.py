"""Comments and replies."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from coorum.api import access, paging
from coorum.api.answers import ensure_unchanged, nothing, said, writing
from coorum.api.credentials import needs
from coorum.api.people import Voice, page_of, spoken
from coorum.api.problems import Problem
from coorum.api.schemas import After, Comment, CommentChange, Comments, Limit, NewComment, Reason
from coorum.base.ids import new_id
from coorum.community import actions
from coorum.community import queries as community
from coorum.integrations.kinds import Scope

router = Router(tags=["comments"])
COLUMNS = (
    "id",
    "post_id",
    "number",
    "thread",
    "body",
    "body_html",
    "like_count",
    "revision",
    "created_at",
    "edited_at",
)


@router.get(
    "/posts/{uuid:post_id}/comments", response=Comments, operation_id="listComments", **needs(Scope.COMMENTS_READ)
)
def index(request: HttpRequest, post_id: UUID, limit: Limit = 20, after: After = "") -> HttpResponse:
    """Comments of a post in reading order: each followed by its replies."""
    access.post_row(post_id)
    listing = f"comments:{post_id}"
    place = paging.place_in(request, listing, after)
    rows = community.comment_rows(post_id, (place[0], place[1]) if place else None, most=limit + 1)
    rows, following = paging.cut(request, listing, rows, limit, "thread", "number")
    return paging.page(request, spoken(request, rows, shown), following)


@router.get("/comments/{uuid:comment_id}", response=Comment, operation_id="showComment", **needs(Scope.COMMENTS_READ))
def show(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """One comment."""
    return said(request, one_shown(request, comment_id))


@router.post(
    "/posts/{uuid:post_id}/comments",
    response={201: Comment},
    operation_id="postComment",
    **needs(Scope.COMMENTS_WRITE),
)
@writing
def create(request: Any, post_id: UUID, given: NewComment) -> HttpResponse:
    """Comment for the community team, or reply to a comment."""
    post = access.post(post_id)
    if given.reply_to is None:
        made = actions.post_comment(request.auth, post=post, body=given.body, key=new_id(), official=True)
    else:
        to = access.comment(given.reply_to)
        if to.post_id != post.id:
            raise Problem(422, "other_post", errors=[{"at": "body.reply_to", "detail": "a comment of another post"}])
        made = actions.reply(request.auth, to=to, body=given.body, key=new_id(), official=True)
    location = f"/api/v1/comments/{made.id}"
    return said(request, one_shown(request, made.id), status=201, location=location)


@router.patch(
    "/comments/{uuid:comment_id}", response=Comment, operation_id="changeComment", **needs(Scope.COMMENTS_WRITE)
)
@writing
def edit(request: Any, comment_id: UUID, given: CommentChange) -> HttpResponse:
    """Change what the community team said. Nobody changes what a member wrote."""
    comment = access.comment(comment_id)
    ensure_unchanged(request, one_shown(request, comment_id))
    actions.edit_comment(request.auth, comment=comment, body=given.body, revision=comment.revision)
    return said(request, one_shown(request, comment_id))


@router.delete(
    "/comments/{uuid:comment_id}", response={204: None}, operation_id="removeComment", **needs(Scope.COMMENTS_WRITE)
)
@writing
def remove(request: Any, comment_id: UUID, reason: Reason = "") -> HttpResponse:
    """Take a comment away. What a member wrote becomes a case: they are told why, and may object."""
    comment = access.comment(comment_id)
    ensure_unchanged(request, one_shown(request, comment_id), needed=False)
    actions.remove_comment(request.auth, comment=comment, reason=reason)
    return nothing()


def one_shown(request: Any, comment_id: UUID) -> dict[str, Any]:
    return spoken(request, [access.comment_row(comment_id)], shown)[0]


def shown(row: dict[str, Any], voice: Voice, home: str) -> dict[str, Any]:
    facts = {name: row[name] for name in COLUMNS} | {"reply_to": row["parent_id"]}
    return {**facts, "author": voice(row), "url": page_of(home, "comment", row["id"])}
