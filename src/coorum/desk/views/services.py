"""Linked services at the desk: which there are, how we are known there, and switching them on and off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.base.errors import Refused
from coorum.desk import access
from coorum.desk.forms.services import ServiceForm
from coorum.linking import actions, queries
from coorum.linking.presets import PRESETS, preset
from coorum.sites.queries import provider_origin
from coorum.web.request import Request

SHOWN = ("name", "slug", "issuer", "client_id", "team_id", "key_id", "company", "country", "trusts_email")


@access.for_administrators
def index(request: Request) -> HttpResponse:
    """The services of this deployment, and the kinds there are."""
    found = [(one, queries.count_of_links(one), queries.is_named(one)) for one in queries.services()]
    return render(request, "desk/services/index.html", {"services": found, "kinds": PRESETS})


@access.for_administrators
def create(request: Request, kind: str) -> HttpResponse:
    """Set one up. It is off until it is switched on."""
    try:
        ways = preset(kind)
    except KeyError:
        raise Http404 from None
    own = {"name": ways.name, "slug": ways.id, "company": ways.company, "country": ways.country or "JP"}
    form = ServiceForm(request.POST or None, kind=kind, initial={**own, "trusts_email": ways.trusts_email})
    if request.method == "POST" and form.is_valid() and _set_up(request, form, kind):
        return redirect("desk:services")
    return _page(request, form, kind, None)


@access.for_administrators
def edit(request: Request, service_id: UUID) -> HttpResponse:
    """Change how we are known there."""
    service = access.linked_service(service_id)
    form = ServiceForm(
        request.POST or None, kind=service.kind, initial={name: getattr(service, name) for name in SHOWN}
    )
    if request.method == "POST" and form.is_valid() and _set_up(request, form, service.kind, service):
        return redirect("desk:services")
    return _page(request, form, service.kind, service)


@require_POST
@access.for_administrators
def switch(request: Request, service_id: UUID) -> HttpResponse:
    """On or off, for everybody. Links stay, and work again once it is on."""
    service = access.linked_service(service_id)
    try:
        actions.switch_service(access.officer(request), service=service, is_on="on" in request.POST)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("desk:services")


@require_POST
@access.for_administrators
def announce(request: Request, service_id: UUID) -> HttpResponse:
    """Have the policy name it, before it is switched on; or not any more."""
    service = access.linked_service(service_id)
    actions.announce_service(access.officer(request), service=service, is_announced="announce" in request.POST)
    messages.success(request, _("Saved."))
    return redirect("desk:services")


def _set_up(request: Request, form: Any, kind: str, service: Any = None) -> bool:
    try:
        actions.set_up_service(access.officer(request), kind=kind, service=service, **form.cleaned_data)
    except Refused as refusal:
        form.take_refusal(refusal)
        return False
    messages.success(request, _("Saved."))
    return True


def _page(request: Request, form: Any, kind: str, service: Any) -> HttpResponse:
    slug = service.slug if service else preset(kind).id
    callback = f"{provider_origin()}{reverse('signin:linked_return', args=[slug])}"
    context = {"form": form, "service": service, "kind": preset(kind), "callback": callback}
    return render(request, "desk/services/edit.html", context, status=400 if form.errors else 200)
