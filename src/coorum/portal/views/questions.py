"""Questions: those like the one being typed, the best answer, the end."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.community import actions
from coorum.community import queries as community
from coorum.portal import access, fragments
from coorum.portal.addresses import address_of_post
from coorum.web.guards import site_only, taking_part
from coorum.web.request import Request


@require_POST
@site_only
@taking_part
def similar(request: Request, board: str) -> HttpResponse:
    """The questions that resemble the title as it stands, a piece of a page. Posted, so that no log holds what was typed."""
    access.readable_board(request, board)
    found = community.questions_like(request.viewer, request.POST.get("title", "")[:400])
    return render(request, "portal/community/_similar.html", {"similar": found, "quiet": True, "fragments": fragments})


@require_POST
@site_only
@taking_part
def choose(request: Request, comment: UUID) -> HttpResponse:
    """Mark an answer as what solved the question."""
    found = access.readable_comment(request, comment)
    actions.choose_answer(request.viewer, post=found.post, comment=found)
    undo = reverse("portal:withdraw_answer", args=[found.post.board.slug, found.post.id])
    messages.success(request, _("This is the best answer now. The question is solved."), extra_tags=f"undo:{undo}")
    return redirect(address_of_post(found.post))


@require_POST
@site_only
@taking_part
def withdraw(request: Request, board: str, post: UUID) -> HttpResponse:  # noqa: ARG001
    """No answer is the best any more."""
    found = access.readable_post(request, post)
    actions.withdraw_answer(request.viewer, post=found)
    messages.success(request, _("No best answer is chosen now."))
    return redirect(address_of_post(found))


@require_POST
@site_only
@taking_part
def close(request: Request, board: str, post: UUID) -> HttpResponse:  # noqa: ARG001
    """Take no more answers."""
    found = access.readable_post(request, post)
    actions.close_question(request.viewer, post=found)
    undo = reverse("portal:reopen_question", args=[found.board.slug, found.id])
    messages.success(request, _("The question takes no more answers."), extra_tags=f"undo:{undo}")
    return redirect(address_of_post(found))


@require_POST
@site_only
@taking_part
def reopen(request: Request, board: str, post: UUID) -> HttpResponse:  # noqa: ARG001
    """Take answers again."""
    found = access.readable_post(request, post)
    actions.reopen_question(request.viewer, post=found)
    messages.success(request, _("The question takes answers again."))
    return redirect(address_of_post(found))
