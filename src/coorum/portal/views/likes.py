"""Likes: given and taken back with one press."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from coorum.base.errors import Refused
from coorum.community import actions
from coorum.portal import access
from coorum.portal.addresses import address_of_comment, address_of_post
from coorum.portal.composing import sound
from coorum.portal.forms.words import LikeForm
from coorum.web.errors import STATUS
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
    return _set(request, found) or _answer(request, address_of_post(found))


@require_POST
@site_only
@taking_part
def comment(request: Request, comment: UUID) -> HttpResponse:
    """Like a comment or a reply, or take it back."""
    found = access.readable_comment(request, comment)
    return _set(request, found) or _answer(request, "" if _by_script(request) else address_of_comment(found))


def _set(request: Request, subject: "Post | Comment") -> HttpResponse | None:
    """Like it or not. A refusal is a page of its own, or for like.js the words alone."""
    try:
        wanted = sound(LikeForm(request.POST))["wanted"]
        (actions.like if wanted else actions.unlike)(request.viewer, subject=subject)
    except Refused as refusal:
        if not _by_script(request):
            raise
        status = STATUS.get(refusal.code, 403)
        return HttpResponse(str(refusal), status=status, content_type="text/plain; charset=utf-8")
    return None


def _by_script(request: Request) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _answer(request: Request, back: str) -> HttpResponse:
    return HttpResponse(status=204) if _by_script(request) else redirect(back)
