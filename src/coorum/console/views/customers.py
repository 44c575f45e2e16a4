"""Coming in with the operator's customer ID: setting it up, trying it, its secrets, and mending links that are wrong."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.console import access
from coorum.console.forms.customers import DirectoryForm, FindForm, ReleaseForm, shown
from coorum.customers import actions, queries
from coorum.sites import queries as sites
from coorum.web.guards import staff_required
from coorum.web.request import Request

FRAME = "console/customers"


@staff_required(Role.OWNER)
def index(request: Request) -> HttpResponse:
    """How customers come in; what is changed here must be tried anew."""
    form = DirectoryForm(request.POST or None, initial=shown(queries.directory()))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_up_directory(request.viewer, **form.given())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("console:customers")
    return _page(request, form=form)


@require_POST
@staff_required(Role.OWNER)
def make_secret(request: Request) -> HttpResponse:
    """A new secret. It is on this page only, and cannot be shown again."""
    directory = queries.directory()
    return _page(request, secret=actions.make_secret(request.viewer, directory)) if directory else _back()


@require_POST
@staff_required(Role.OWNER)
def withdraw_secret(request: Request, secret_id: UUID) -> HttpResponse:
    """A secret that has been replaced, or has got out."""
    actions.withdraw_secret(request.viewer, access.customer_secret(request, secret_id))
    messages.success(request, _("Nothing signed with it is believed any more."))
    return _back()


@require_POST
@staff_required(Role.OWNER)
def switch(request: Request) -> HttpResponse:
    """On or off."""
    directory = queries.directory()
    if directory is not None:
        actions.switch_directory(request.viewer, directory, is_on="on" in request.POST)
        messages.success(request, _("Saved."))
    return _back()


@staff_required(Role.MANAGER)
def find(request: Request) -> HttpResponse:
    """Who is linked with a customer ID; that staff looked is recorded, and shown to the member."""
    form = FindForm(request.POST or None)
    facts: dict[str, Any] = {"form": form, "release": ReleaseForm(), "asked": "", "found": None}
    if request.method == "POST" and form.is_valid():
        facts["asked"] = form.cleaned_data["subject"]
        facts["found"] = actions.find_customer(request.viewer, subject=facts["asked"])
    return render(request, f"{FRAME}/links.html", {**facts, **_facts(request)})


@require_POST
@staff_required(Role.MANAGER)
def release(request: Request, link_id: UUID) -> HttpResponse:
    """End a link that is wrong. It is never given to another member from here: they link it themselves."""
    form = ReleaseForm(request.POST)
    link = access.customer_link(request, link_id)
    if form.is_valid():
        actions.release_link(request.viewer, link, reason=form.cleaned_data["reason"])
        messages.success(request, _("Released. The member is told by letter."))
    else:
        messages.error(request, _("Say why: the member reads it."))
    return redirect("console:customer_links")


def _back() -> HttpResponse:
    return redirect("console:customers")


def _facts(request: Request) -> dict[str, Any]:
    """What both pages show: the state, how many are linked, and the addresses the website's engineer needs."""
    host, slug = sites.provider_origin(), request.site.slug
    names = ("customer_return", "customer_signed_out", "customer_sync", "customer_trial")
    return {
        "directory": queries.directory(),
        "linked": queries.links().count(),
        "entry": f"{sites.origin_of(request.site)}{reverse('signin:enter')}?by=customer&next=/",
        "own_page": f"{host}{reverse('signin:customers')}",
        **{name: f"{host}{reverse(f'signin:{name}', args=[slug])}" for name in names},
    }


def _page(request: Request, *, form: DirectoryForm | None = None, secret: str = "") -> HttpResponse:
    own = {"form": form or DirectoryForm(initial=shown(queries.directory())), "secret": secret}
    return render(request, f"{FRAME}/index.html", {**own, **_facts(request), "secrets": queries.secrets()})
