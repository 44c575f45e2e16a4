"""Where systems of the operator's are told of changes (docs/guide/webhooks.md)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.console import access
from coorum.console.forms.webhooks import EndpointForm, RollSecretForm
from coorum.integrations.webhooks import actions, queries
from coorum.web.guards import staff_required
from coorum.web.request import Request

FRAME = "console/webhooks"


@require_safe
@staff_required(Role.OWNER)
def index(request: Request) -> HttpResponse:
    """Every endpoint, and how it fares."""
    return render(request, f"{FRAME}/index.html", {"endpoints": queries.endpoints()})


@staff_required(Role.OWNER)
def create(request: Request) -> HttpResponse:
    """Add an endpoint. Its secret is on the next page only, and cannot be shown again."""
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            endpoint, secret = actions.add_endpoint(request.viewer, **form.given())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return _page(request, endpoint.id, secret=secret)
    return render(request, f"{FRAME}/create.html", {"form": form})


@require_safe
@staff_required(Role.OWNER)
def show(request: Request, endpoint_id: UUID) -> HttpResponse:
    """How it fares, and what was sent there last."""
    return _page(request, endpoint_id)


@staff_required(Role.OWNER)
def edit(request: Request, endpoint_id: UUID) -> HttpResponse:
    """What it is called, where it is, and what it is told of."""
    endpoint = access.endpoint(request, endpoint_id)
    now = {"name": endpoint.name, "address": endpoint.address, "types": endpoint.types}
    form = EndpointForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_endpoint(request.viewer, endpoint, **form.given())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("console:webhook", endpoint.id)
    return render(request, f"{FRAME}/edit.html", {"form": form, "endpoint": endpoint})


@require_POST
@staff_required(Role.OWNER)
def test(request: Request, endpoint_id: UUID) -> HttpResponse:
    """Send a test event, and show what came of it."""
    try:
        actions.send_test(request.viewer, access.endpoint(request, endpoint_id))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("console:webhook", endpoint_id)


@require_POST
@staff_required(Role.OWNER)
def switch(request: Request, endpoint_id: UUID) -> HttpResponse:
    """Pause, or go on."""
    endpoint = access.endpoint(request, endpoint_id)
    if "on" in request.POST:
        actions.resume(request.viewer, endpoint)
        messages.success(request, _("It goes on where it stopped."))
    else:
        actions.pause(request.viewer, endpoint)
        messages.success(request, _("Paused. What happens meanwhile is kept for 30 days."))
    return redirect("console:webhook", endpoint_id)


@require_POST
@staff_required(Role.OWNER)
def replay(request: Request, endpoint_id: UUID) -> HttpResponse:
    """Send whatever failed once more."""
    try:
        count = actions.replay_failed(request.viewer, access.endpoint(request, endpoint_id))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(count)s delivery is sent once more.", "%(count)s deliveries are sent once more.", count)
        messages.success(request, words % {"count": count})
    return redirect("console:webhook", endpoint_id)


@require_POST
@staff_required(Role.OWNER)
def replay_one(request: Request, endpoint_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Send one delivery once more."""
    try:
        actions.replay(request.viewer, access.delivery(request, endpoint_id, delivery_id))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is sent once more."))
    return redirect("console:webhook", endpoint_id)


@require_POST
@staff_required(Role.OWNER)
def roll_secret(request: Request, endpoint_id: UUID) -> HttpResponse:
    """A new secret. It is on this page only, and cannot be shown again."""
    form = RollSecretForm(request.POST)
    if not form.is_valid():
        return _page(request, endpoint_id, roll=form)
    secret = actions.roll_secret(request.viewer, access.endpoint(request, endpoint_id), **form.given())
    return _page(request, endpoint_id, secret=secret)


@require_POST
@staff_required(Role.OWNER)
def remove(request: Request, endpoint_id: UUID) -> HttpResponse:
    actions.remove_endpoint(request.viewer, access.endpoint(request, endpoint_id))
    messages.success(request, _("The endpoint was removed."))
    return redirect("console:webhooks")


def _page(request: Request, endpoint_id: UUID, *, secret: str = "", roll: RollSecretForm | None = None) -> HttpResponse:
    endpoint = access.endpoint(request, endpoint_id)
    facts = {
        "endpoint": endpoint,
        "secret": secret,
        "secrets": queries.secrets_of(endpoint, at=clock.now()),
        "deliveries": queries.deliveries_of(endpoint)[: queries.SHOWN],
        "stop": queries.stop_of(endpoint),
        "roll": roll or RollSecretForm(),
        "answers": access.staff_names().get(endpoint.made_by, _("Nobody")),
    }
    response = render(request, f"{FRAME}/show.html", facts)
    if secret:
        response.headers["Cache-Control"] = "no-store"
    return response
