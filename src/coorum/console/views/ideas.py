"""What becomes of ideas."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.community import actions
from coorum.community import queries as community
from coorum.console import access
from coorum.console.forms.ideas import DecisionForm, MergeForm
from coorum.web.guards import staff_required
from coorum.web.request import Request


@staff_required(Role.MODERATOR)
def edit(request: Request, post_id: UUID) -> HttpResponse:
    """Say what becomes of an idea, or let it go on in another."""
    post = access.idea(request, post_id)
    told = community.idea_of(post)
    form = DecisionForm(request.POST or None, initial={"state": post.state, "words": told.words if told else ""})
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_idea(request.viewer, post=post, **form.cleaned_data)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("portal:post", post.board.slug, post.id)
    return render(request, "console/idea.html", {"post": post, "told": told, "form": form, "merging": MergeForm()})


@require_POST
@staff_required(Role.MODERATOR)
def merge(request: Request, post_id: UUID) -> HttpResponse:
    """Let it go on in another."""
    post, form = access.idea(request, post_id), MergeForm(request.POST)
    if form.is_valid():
        try:
            actions.merge_idea(request.viewer, post=post, into=access.idea(request, form.cleaned_data["into"]))
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("The idea goes on in the other one."))
            return redirect("portal:post", post.board.slug, post.id)
    told = community.idea_of(post)
    context = {"post": post, "told": told, "form": DecisionForm(initial={"state": post.state}), "merging": form}
    return render(request, "console/idea.html", context, status=400)


@require_POST
@staff_required(Role.MODERATOR)
def part(request: Request, post_id: UUID) -> HttpResponse:
    """Undo a merge."""
    post = access.idea(request, post_id)
    actions.part_idea(request.viewer, post=post)
    messages.success(request, _("The idea stands by itself again."))
    return redirect("portal:post", post.board.slug, post.id)
