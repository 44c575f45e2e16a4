"""Likes: given and taken back with one press."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from coorum.community import actions
from coorum.portal import access
from coorum.portal.addresses import address_of_comment, address_of_post
from coorum.portal.composing import sound
from coorum.portal.forms.words import LikeForm
from coorum.web.guards import site_only, taking_part
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.community.models import Comment, Post


@require_POST
@site_only
@taking_part
def post(request: Request, board: str, post: UUID) -> HttpResponse:  # noqa: ARG001
    """Like a post, or take it back."""
    found = access.readable_post(request, post)
    _set(request, found)
    return _answer(request, address_of_post(found))


@require_POST
@site_only
@taking_part
def comment(request: Request, comment: UUID) -> HttpResponse:
    """Like a comment or a reply, or take it back."""
    found = access.readable_comment(request, comment)
    _set(request, found)
    return _answer(request, "" if _by_script(request) else address_of_comment(found))


def _set(request: Request, subject: "Post | Comment") -> None:
    wanted = sound(LikeForm(request.POST))["wanted"]
    (actions.like if wanted else actions.unlike)(request.viewer, subject=subject)


def _by_script(request: Request) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _answer(request: Request, back: str) -> HttpResponse:
    return HttpResponse(status=204) if _by_script(request) else redirect(back)
