"""Posts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from coorum.api import access, paging
from coorum.api.answers import ensure_unchanged, nothing, said, writing
from coorum.api.credentials import needs
from coorum.api.people import Voice, page_of, spoken
from coorum.api.schemas import After, Limit, NewPost, Post, PostChange, Posts, Reason
from coorum.base.ids import new_id
from coorum.community import actions
from coorum.community import queries as community
from coorum.community.kinds import IdeaState, QuestionState
from coorum.integrations.kinds import Scope

router = Router(tags=["posts"])
COLUMNS = ("id", "board_id", "title", "body", "body_html", "excerpt", "like_count", "comment_count", "revision")
MOMENTS = ("created_at", "edited_at", "last_activity_at")


@router.get("/posts", response=Posts, operation_id="listPosts", **needs(Scope.POSTS_READ))
def index(request: HttpRequest, board: UUID | None = None, limit: Limit = 20, after: After = "") -> HttpResponse:
    """Posts of one board or of all, the newest first."""
    listing = f"posts:{board}"
    place = paging.place_in(request, listing, after)
    start = (datetime.fromisoformat(place[0]), UUID(place[1])) if place else None
    rows = community.post_rows(board, start, most=limit + 1)
    rows, following = paging.cut(request, listing, rows, limit, "created_at", "id")
    return paging.page(request, spoken(request, rows, shown), following)


@router.get("/posts/{uuid:post_id}", response=Post, operation_id="showPost", **needs(Scope.POSTS_READ))
def show(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """One post."""
    return said(request, one_shown(request, post_id))


@router.post("/posts", response={201: Post}, operation_id="writePost", **needs(Scope.POSTS_WRITE))
@writing
def create(request: Any, given: NewPost) -> HttpResponse:
    """Post for the community team."""
    board = community.boards_for_staff().filter(id=given.board_id).first()
    title, body = given.title, given.body
    post = actions.write_post(request.auth, board=board, title=title, body=body, key=new_id(), official=True)
    return said(request, one_shown(request, post.id), status=201, location=f"{request.path}/{post.id}")


@router.patch("/posts/{uuid:post_id}", response=Post, operation_id="changePost", **needs(Scope.POSTS_WRITE))
@writing
def edit(request: Any, post_id: UUID, given: PostChange) -> HttpResponse:
    """Change what the community team posted. Nobody changes what a member wrote."""
    post = access.post(post_id)
    ensure_unchanged(request, one_shown(request, post_id))
    title, body = given.title or post.title, given.body or post.body
    actions.edit_post(request.auth, post=post, title=title, body=body, revision=post.revision, cover=post.cover)
    return said(request, one_shown(request, post_id))


@router.delete("/posts/{uuid:post_id}", response={204: None}, operation_id="removePost", **needs(Scope.POSTS_WRITE))
@writing
def remove(request: Any, post_id: UUID, reason: Reason = "") -> HttpResponse:
    """Take a post away, with its comments. What a member wrote becomes a case: they are told why, and may object."""
    post = access.post(post_id)
    ensure_unchanged(request, one_shown(request, post_id), needed=False)
    actions.remove_post(request.auth, post=post, reason=reason)
    return nothing()


def one_shown(request: Any, post_id: UUID) -> dict[str, Any]:
    return spoken(request, [access.post_row(post_id)], shown)[0]


def shown(row: dict[str, Any], voice: Voice, home: str) -> dict[str, Any]:
    facts = {name: row[name] for name in COLUMNS} | {name: row[name] for name in MOMENTS}
    return {
        **facts,
        "question": question(row),
        "idea": idea(row),
        "author": voice(row),
        "url": page_of(home, "post", row["id"]),
    }


def question(row: dict[str, Any]) -> dict[str, Any] | None:
    """How far it has come, where it is one."""
    state = row["state"]
    if state not in QuestionState:
        return None
    best = row["best_answer_id"] if state == "solved" else None
    return {"state": state, "answer_count": row["answer_count"], "best_answer_id": best}


def idea(row: dict[str, Any]) -> dict[str, Any] | None:
    """What becomes of it, where it is one."""
    if row["state"] not in IdeaState:
        return None
    return {"state": row["state"], "words": row["decision_words"] or "", "merged_into_id": row["merged_into_id"]}
