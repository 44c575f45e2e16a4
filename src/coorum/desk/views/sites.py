"""The operators' sites: found, looked at, suspended, opened again."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.base.every_site import every_site
from coorum.desk import access
from coorum.desk.forms.sites import OwnerForm, SiteForm, SuspensionForm
from coorum.sites import actions, queries
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.sites.models import Site


@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """Every site with its state."""
    rows = [(site, queries.primary_host(site)) for site in queries.all_sites()]
    return render(request, "desk/sites.html", {"rows": rows})


@access.for_administrators
def create(request: Request) -> HttpResponse:
    """Found a site: its name, who its operator is in law, and a letter to its owner."""
    form = SiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            site = accounts.found_site(access.officer(request), **form.facts())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("The site is there, and the invitation to its owner is on its way."))
            return redirect("desk:site", site.slug)
    return render(request, "desk/new_site.html", {"form": form})


@access.at_the_desk
def show(request: Request, slug: str) -> HttpResponse:
    """One site: who answers for it, whether its owner came, and what the desk can do."""
    return _page(request, access.site(slug))


@require_POST
@access.for_administrators
def invite_owner(request: Request, slug: str) -> HttpResponse:
    site, form = access.site(slug), OwnerForm(request.POST)
    if not form.is_valid():
        return _page(request, site, owner=form)
    accounts.invite_owner(access.officer(request), site=site, email=form.cleaned_data["owner_email"], key=form.key)
    messages.success(request, _("The invitation is on its way."))
    return redirect("desk:site", slug)


@require_POST
@access.at_the_desk
def suspend(request: Request, slug: str) -> HttpResponse:
    """Close a site to everybody; the reason is shown to whoever comes."""
    site, form = access.site(slug), SuspensionForm(request.POST)
    if not form.is_valid():
        return _page(request, site, suspension=form)
    actions.suspend_site(access.officer(request), site, reason=form.cleaned_data["reason"])
    messages.success(request, _("%(name)s is suspended.") % {"name": site.name})
    return redirect("desk:site", slug)


@require_POST
@access.at_the_desk
def lift(request: Request, slug: str) -> HttpResponse:
    site = access.site(slug)
    actions.lift_suspension(access.officer(request), site)
    messages.success(request, _("%(name)s is open again as it was before.") % {"name": site.name})
    return redirect("desk:site", slug)


def _page(request: Request, site: "Site", **forms: Any) -> HttpResponse:
    with every_site(reason=f"whether the owner of site {site.slug} has come", actor=access.officer(request)):
        owners = people.staff().filter(site_id=site.id, role=Role.OWNER).count()
        waiting = people.open_invitations().filter(site_id=site.id, role=Role.OWNER).first()
    context = {
        "one": site,
        "origin": queries.origin_of(site),
        "owners": owners,
        "waiting": waiting,
        "owner": forms.get("owner") or OwnerForm(),
        "suspension": forms.get("suspension") or SuspensionForm(),
    }
    return render(request, "desk/site.html", context, status=400 if forms else 200)
