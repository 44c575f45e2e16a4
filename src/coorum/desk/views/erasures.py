"""Erasures at the desk: how far each is, which system does not answer, and asking it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.desk import access
from coorum.privacy.actions import erasing
from coorum.privacy.erasure import queries
from coorum.web.request import Request


@access.for_privacy_officers
def index(request: Request) -> HttpResponse:
    """What is under way, what needs a hand on top; below it what is proven."""
    found = [(one, queries.needs_a_hand(one)) for one in queries.open_erasures()]
    return render(request, "desk/erasures/index.html", {"open": found, "ended": queries.ended_erasures()})


@access.for_privacy_officers
def show(request: Request, erasure_id: UUID) -> HttpResponse:
    """One erasure, system by system. Who it is about is not said: nothing here needs it."""
    one = access.erasure(erasure_id)
    context = {"one": one, "lines": queries.progress(one), "steps": one.steps.order_by("made_at", "id")}
    return render(request, "desk/erasures/show.html", {**context, "needs_a_hand": queries.needs_a_hand(one)})


@require_POST
@access.for_privacy_officers
def retry(request: Request, erasure_id: UUID) -> HttpResponse:
    """Ask again who did not answer."""
    erasing.retry(access.officer(request), erasure=access.erasure(erasure_id))
    messages.success(request, _("Everybody who has not answered is asked again."))
    return redirect("desk:erasure", erasure_id)
