"""My drafts: kept while one types, taken up again, thrown away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.base.errors import Refused
from coorum.community import actions
from coorum.community import queries as community
from coorum.portal import access
from coorum.portal.forms.words import DraftForm
from coorum.web.guards import site_only, taking_part
from coorum.web.request import Request


@site_only
@taking_part
def index(request: Request) -> HttpResponse:
    """Every draft of mine."""
    return render(request, "portal/community/drafts.html", {"drafts": community.drafts_of(request.viewer)})


@site_only
@taking_part
def show(request: Request, key: UUID) -> HttpResponse:
    """The words themselves, and where they can go."""
    draft = access.own_draft(request, key)
    boards = community.boards_to_write_on(request.viewer)
    context = {"draft": draft, "boards": boards, "onward": access.way_on_with(request, draft)}
    return render(request, "portal/community/draft.html", context)


@require_POST
@site_only
@taking_part
def save(request: Request) -> HttpResponse:
    """Keep what is being typed: called by draft.js every now and then. `?kind=…&at=<board or short id>` says where."""
    form = DraftForm(request.POST, may_be_official=True)
    place = access.place_of_words(request.GET.get("kind", ""), request.GET.get("at", ""))
    if not form.is_valid():
        return HttpResponse(status=400)
    words = form.words()
    words.pop("official")
    words["cover"] = access.cover(request, form.cleaned_data["cover_id"], on=place.get("post"))
    try:
        actions.save_draft(request.viewer, **place, **words, revision=form.cleaned_data["revision"])
    except Refused as refusal:
        return HttpResponse(str(refusal), status=429, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@require_POST
@site_only
@taking_part
def discard(request: Request, key: UUID) -> HttpResponse:
    """Throw a draft away."""
    actions.discard_draft(request.viewer, key=key)
    messages.success(request, _("The draft is deleted."))
    return redirect("portal:drafts")
