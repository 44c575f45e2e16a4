"""Ends of contracts: given notice, followed, called off, and what went back confirmed."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.base.errors import Refused
from coorum.desk import access
from coorum.desk.forms.closings import ClosingForm, ReturnForm
from coorum.desk.forms.notices import WordsForm
from coorum.privacy.actions import closing as actions
from coorum.privacy.closing import queries
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.sites.models import Site


@access.at_the_desk
def show(request: Request, slug: str) -> HttpResponse:
    """The end of one site: the form that begins it, or where it stands."""
    return _page(request, access.site(slug))


@require_POST
@access.for_administrators
def begin(request: Request, slug: str) -> HttpResponse:
    """Give notice: nobody joins any more, and every member is told."""
    site, form = access.site(slug), ClosingForm(request.POST)
    if form.is_valid():
        try:
            actions.give_notice(access.officer(request), site=site, **form.facts())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Notice is given, and the members are being told."))
            return redirect("desk:closing", slug)
    return _page(request, site, form=form)


@require_POST
@access.for_administrators
def call_off(request: Request, slug: str) -> HttpResponse:
    """The site goes on after all."""
    closing, form = access.closing(slug), WordsForm(request.POST)
    if form.is_valid():
        try:
            actions.call_off(access.officer(request), closing=closing, words=form.words())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Called off: everybody who was told is told so."))
            return redirect("desk:site", slug)
    return _page(request, closing.community, calling_off=form)


@require_POST
@access.for_privacy_officers
def confirm_return(request: Request, slug: str) -> HttpResponse:
    """What the operator had entrusted went back."""
    closing, form = access.closing(slug), ReturnForm(request.POST)
    if form.is_valid():
        actions.confirm_return(access.officer(request), closing=closing, why=form.cleaned_data["why"])
        messages.success(request, _("Written down."))
        return redirect("desk:closing", slug)
    return _page(request, closing.community, returning=form)


@access.at_the_desk
def certificate(_request: Request, slug: str) -> HttpResponse:
    """What was deleted, signed, to hand to the operator."""
    closing = access.closing(slug)
    if not closing.certificate:
        raise Http404
    response = HttpResponse(closing.certificate, content_type="application/jose")
    response["Content-Disposition"] = f'attachment; filename="deletion-{slug}.jws"'
    return response


def _page(request: Request, site: "Site", **forms: Any) -> HttpResponse:
    closing = queries.closing_of(site)
    context = {
        "one": site,
        "closing": closing,
        "days": queries.timeline(closing) if closing else None,
        "late": queries.late(closing) if closing else None,
        "entrusted": queries.entrusted(),
        "form": forms.get("form") or ClosingForm(),
        "calling_off": forms.get("calling_off") or WordsForm(),
        "returning": forms.get("returning") or ReturnForm(),
    }
    return render(request, "desk/closing.html", context, status=400 if forms else 200)
