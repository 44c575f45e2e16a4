"""Hosts of the operator's own: claimed, proved by DNS, opened, preferred and removed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.console import access
from coorum.console.forms.hosts import HostForm
from coorum.sites import queries as sites
from coorum.sites.hosts import actions, queries
from coorum.sites.senders import queries as senders
from coorum.web.guards import staff_required
from coorum.web.request import Request

FRAME = "console/hosts"


@staff_required(Role.OWNER)
def index(request: Request) -> HttpResponse:
    """Every host of the community, and claiming another."""
    form = HostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            claim = actions.claim_host(request.viewer.party, request.site, host=form.cleaned_data["host"])
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return redirect("console:host", claim.id)
    return render(request, f"{FRAME}/index.html", {"form": form, "hosts": queries.hosts_of_site(), **_given(request)})


@require_safe
@staff_required(Role.OWNER)
def show(request: Request, claim_id: UUID) -> HttpResponse:
    """How it stands, what belongs into the DNS, what was found, and what to do next."""
    host = queries.host_of(access.host_claim(request, claim_id))
    return render(request, f"{FRAME}/show.html", {"host": host, **_given(request)})


@require_POST
@staff_required(Role.OWNER)
def look(request: Request, claim_id: UUID) -> HttpResponse:
    """Ask the DNS now."""
    try:
        claim = actions.check_host(request.viewer.party, access.host_claim(request, claim_id))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.info(request, queries.host_of(claim).told)
    return redirect("console:host", claim_id)


@require_POST
@staff_required(Role.OWNER)
def open_(request: Request, claim_id: UUID) -> HttpResponse:
    """Answer on it."""
    actions.open_host(request.viewer.party, access.host_claim(request, claim_id))
    messages.success(request, _("The community answers on this host now."))
    return redirect("console:host", claim_id)


@staff_required(Role.OWNER)
def prefer(request: Request, claim_id: UUID) -> HttpResponse:
    """What happens if the community is published under it, and doing so."""
    claim = access.host_claim(request, claim_id)
    if request.method == "POST":
        actions.prefer_host(request.viewer.party, request.site, claim=claim)
        return _moved(request)
    return render(request, f"{FRAME}/primary.html", {"name": claim.host, "back": claim.id})


@staff_required(Role.OWNER)
def prefer_given(request: Request) -> HttpResponse:
    """Back to the host that the provider gave."""
    if request.method == "POST":
        actions.prefer_host(request.viewer.party, request.site, claim=None)
        return _moved(request)
    return render(request, f"{FRAME}/primary.html", {"name": _given(request)["given"], "back": None})


@staff_required(Role.OWNER)
def remove(request: Request, claim_id: UUID) -> HttpResponse:
    """What happens if it is let go of, and doing so."""
    claim = access.host_claim(request, claim_id)
    if request.method == "POST":
        actions.remove_host(request.viewer.party, claim)
        messages.success(request, _("The host was let go of. Take its records out of your DNS, too."))
        return redirect("console:hosts")
    return render(request, f"{FRAME}/remove.html", {"host": queries.host_of(claim), **_given(request)})


def _moved(request: Request) -> HttpResponse:
    messages.success(request, _("The community is published under this host now."))
    return redirect("console:hosts")


def _given(request: Request) -> dict[str, Any]:
    """The host that the provider gave, as the DNS writes it, the one that the community is published under, and its sender."""
    given = queries.given_host(request.site.id) or ""
    primary = sites.primary_host(request.site)
    return {"given": given.partition(":")[0], "given_address": given, "primary": primary, "sender": senders.sender()}
