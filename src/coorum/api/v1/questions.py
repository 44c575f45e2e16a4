"""The best answer to a question, where whoever asked is silent."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from coorum.api import access
from coorum.api.answers import ensure_unchanged, nothing, said, writing
from coorum.api.credentials import needs
from coorum.api.schemas import BestAnswer, Post
from coorum.api.v1.posts import one_shown
from coorum.community import actions
from coorum.integrations.kinds import Scope

router = Router(tags=["posts"])
PATH = "/posts/{uuid:post_id}/best-answer"


@router.put(PATH, response=Post, operation_id="chooseAnswer", **needs(Scope.COMMENTS_WRITE))
@writing
def choose(request: Any, post_id: UUID, given: BestAnswer) -> HttpResponse:
    """Choose a question's best answer for the community team, in the place of any other."""
    post, comment = access.post(post_id), access.comment(given.comment_id)
    ensure_unchanged(request, one_shown(request, post_id), needed=False)
    actions.choose_answer(request.auth, post=post, comment=comment)
    return said(request, one_shown(request, post_id))


@router.delete(PATH, response={204: None}, operation_id="withdrawAnswer", **needs(Scope.COMMENTS_WRITE))
@writing
def withdraw(request: Any, post_id: UUID) -> HttpResponse:
    """Take the choice back: the question is unsolved."""
    post = access.post(post_id)
    ensure_unchanged(request, one_shown(request, post_id), needed=False)
    actions.withdraw_answer(request.auth, post=post)
    return nothing()
