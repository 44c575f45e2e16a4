"""The health of the evidence: for each chain its length, its newest signed head, its last check."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.desk import access
from coorum.promises import actions, queries
from coorum.web.request import Request


@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """Every chain; while checks are under way the page looks again by itself."""
    chains = queries.chains_health(access.officer(request))
    waiting = sum(chain.is_waiting for chain in chains)
    return render(request, "desk/ledger.html", {"chains": chains, "waiting": waiting})


@require_POST
@access.at_the_desk
def verify(request: Request) -> HttpResponse:
    """Have every chain checked now, by the worker."""
    if actions.ask_verification(access.officer(request)):
        messages.success(request, _("The check has begun. This page shows how it goes."))
    else:
        messages.info(request, _("A check is under way already."))
    return redirect("desk:ledger")
