"""Operators' websites on which members sign in with a community, on all sites; and switching one off (kill switch)."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coorum.base.every_site import every_site
from coorum.base.scope import site_scope
from coorum.desk import access
from coorum.desk.forms.websites import HaltForm
from coorum.openid import actions, queries
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.openid.models import RelyingParty

MOST = 200


@require_safe
@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """Every such website, by address: one that lets people in at several communities stands together."""
    words = request.GET.get("q", "")[:100]
    with every_site(reason="which websites sign members in, at the desk", actor=access.officer(request)):
        found = list(queries.parties_everywhere(words)[: MOST + 1])
    context = {"parties": found[:MOST], "has_more": len(found) > MOST, "words": words}
    return render(request, "desk/websites/index.html", context)


@require_safe
@access.at_the_desk
def show(request: Request, slug: str, party_id: UUID) -> HttpResponse:
    """One website: where it is, what it may ask for, whether somebody switched it off."""
    with site_scope(access.site(slug).id):
        return _page(request, slug, access.website(party_id), HaltForm())


@require_POST
@access.at_the_desk
def halt(request: Request, slug: str, party_id: UUID) -> HttpResponse:
    """Switch it off over the operator's head; the reason goes to its owners."""
    officer, form = access.officer(request), HaltForm(request.POST)
    with site_scope(access.site(slug).id):
        party = access.website(party_id)
        if not form.is_valid():
            return _page(request, slug, party, form)
        reason, by = form.cleaned_data["reason"], request.viewer.person.id
        actions.halt_party(officer, party, halted_by=by, reason=reason, is_providers=True)
    messages.success(request, _("It is switched off, and the owners of the community are told."))
    return redirect("desk:website", slug, party_id)


@require_POST
@access.at_the_desk
def resume(request: Request, slug: str, party_id: UUID) -> HttpResponse:
    """Take our switching off back. What the operator switched off stays so."""
    with site_scope(access.site(slug).id):
        actions.resume_party(access.officer(request), access.website(party_id), is_providers=True)
    messages.success(request, _("It is no longer switched off by us, and the owners are told."))
    return redirect("desk:website", slug, party_id)


def _page(request: Request, slug: str, party: "RelyingParty", form: Any) -> HttpResponse:
    halts = list(queries.halts_of(party))
    context = {
        "slug": slug,
        "party": party,
        "halts": halts,
        "is_ours": any(one.is_providers for one in halts),
        "people": party.links.filter(ended_at=None).count(),
        "form": form,
    }
    return render(request, "desk/websites/show.html", context, status=400 if form.errors else 200)
