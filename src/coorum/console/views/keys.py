"""Keys with which systems of the operator's read and write (docs/guide/api.md)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.console import access
from coorum.console.forms.keys import KeyForm, NewKeyForm, RollOverForm
from coorum.integrations import actions, queries
from coorum.sites import queries as sites
from coorum.web.guards import staff_required
from coorum.web.request import Request

FRAME = "console/keys"


@require_safe
@staff_required(Role.OWNER)
def index(request: Request) -> HttpResponse:
    """Every key: what it may do, when it was used, until when it is good."""
    return render(request, f"{FRAME}/index.html", {"keys": queries.all_keys()})


@staff_required(Role.OWNER)
def create(request: Request) -> HttpResponse:
    """Make a key. It is on the next page only, and cannot be shown again."""
    form = NewKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key, secret = actions.make_key(request.viewer, **form.given())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return _page(request, key.id, secret=secret)
    return render(request, f"{FRAME}/create.html", {"form": form})


@staff_required(Role.OWNER)
def edit(request: Request, key_id: UUID) -> HttpResponse:
    """What it is called and may do."""
    key = access.api_key(request, key_id)
    form = KeyForm(request.POST or None, initial={"name": key.name, "scopes": key.scopes})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_key(request.viewer, key, **form.given())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("console:key", key.id)
    return _page(request, key_id, form=form)


@require_POST
@staff_required(Role.OWNER)
def roll_over(request: Request, key_id: UUID) -> HttpResponse:
    """A new secret. It is on this page only, and cannot be shown again."""
    form = RollOverForm(request.POST)
    if not form.is_valid():
        return _page(request, key_id, over=form)
    return _page(
        request, key_id, secret=actions.roll_over(request.viewer, access.api_key(request, key_id), **form.given())
    )


@require_POST
@staff_required(Role.OWNER)
def revoke(request: Request, key_id: UUID) -> HttpResponse:
    """It opens nothing any more."""
    actions.revoke_key(request.viewer, access.api_key(request, key_id))
    messages.success(request, _("The key opens nothing any more."))
    return redirect("console:keys")


def _page(
    request: Request, key_id: UUID, *, form: KeyForm | None = None, over: RollOverForm | None = None, secret: str = ""
) -> HttpResponse:
    key = access.api_key(request, key_id)
    facts = {
        "key": key,
        "secret": secret,
        "secrets": queries.secrets_of(key),
        "form": form or KeyForm(initial={"name": key.name, "scopes": key.scopes}),
        "over": over or RollOverForm(),
        "answers": access.staff_names().get(key.made_by, _("Nobody")),
        "home": sites.origin_of(request.site),
    }
    response = render(request, f"{FRAME}/edit.html", facts)
    if secret:
        response.headers["Cache-Control"] = "no-store"
    return response
