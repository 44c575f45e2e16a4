"""Asking for somebody else: a form, the papers, and the page on which the person says no."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from coorum.base.errors import Refused
from coorum.portal import access
from coorum.portal.addresses import code_links, guest_links, stop_links
from coorum.portal.forms.agents import AgentRequestForm, ProofForm
from coorum.privacy import actions, proofs
from coorum.privacy.fees import PRICE
from coorum.privacy.kinds import AgentKind, Kind, ProofKind
from coorum.web.request import Request


@access.of_the_provider
def create(request: Request) -> HttpResponse:
    """Ask for somebody else: who asks, for whom, what."""
    form = AgentRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.given()
        given |= {"kind": Kind(given["kind"]), "agent": AgentKind(given["agent"])}
        try:
            asked = actions.ask_as_agent(given.pop("address"), language=request.LANGUAGE_CODE, **given)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return redirect("portal:guest_code", code_links.sign(asked.id.hex))
    return render(request, "portal/privacy/ask_as_agent.html", {"form": form, "price": PRICE})


@never_cache
@access.of_the_provider
def papers(request: Request, token: str) -> HttpResponse:
    """Send the papers that show who asks, for whoever has the link of the letter."""
    asked = access.guests_request(token, guest_links)
    access.ensure_papers_awaited(asked)
    form = ProofForm(request.POST or None, request.FILES or None, kinds=proofs.required(asked))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.hand_in(asked, kind=given["kind"], upload=given["file"])
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("The file has arrived. It is kept encrypted until it was checked."))
            return redirect("portal:proof_papers", token)
    needed = [(ProofKind(one), [paper for paper in proofs.papers_of(asked) if paper.kind == one]) for one in form.kinds]
    context = {"one": asked, "form": form, "needed": needed, "agency": proofs.agency_of(asked)}
    return render(request, "portal/privacy/papers.html", context)


@never_cache
@access.of_the_provider
def stop(request: Request, token: str) -> HttpResponse:
    """Say no to somebody who asks in one's name; by the link of the letter, in one press."""
    asked = access.guests_request(token, stop_links)
    if request.method == "POST":
        actions.object_to_agent(asked)
        return redirect("portal:stop_agent", token)
    return render(request, "portal/privacy/stop_agent.html", {"one": asked, "agency": access.agency_of(asked)})
