"""Paying the fee of a request, and its receipt."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.base.errors import Refused
from coorum.portal import access
from coorum.portal.forms.privacy import PayerForm
from coorum.privacy import actions, printing, queries
from coorum.privacy.sheet import of_paper, paper_file
from coorum.web.files import pdf_response
from coorum.web.guards import signed_in
from coorum.web.request import Request


@require_POST
@access.of_the_provider
@signed_in
def pay(request: Request, request_id: UUID) -> HttpResponse:
    """On to the payment service."""
    return redirect(actions.begin_payment(request.viewer.person, request=access.own_request(request, request_id)))


@access.of_the_provider
@signed_in
def sandbox(request: Request, request_id: UUID) -> HttpResponse:
    """The page of a payment service that charges nobody; 404 where a real one is used."""
    asked = access.own_request(request, request_id)
    if not queries.is_sandbox():
        raise Http404
    return render(request, "portal/privacy/sandbox.html", {"one": asked, "word": queries.sandbox_word(asked)})


@access.of_the_provider
@signed_in
def settle(request: Request, request_id: UUID) -> HttpResponse:
    """Back from the payment service with its answer."""
    asked = access.own_request(request, request_id)
    try:
        actions.settle_payment(asked, answer=request.GET.get("answer", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you. The fee is paid, and the search has begun."))
    return redirect("portal:rights_request", request_id)


@require_POST
@access.of_the_provider
@signed_in
def reopen(request: Request, request_id: UUID) -> HttpResponse:
    """Take up a request that rests for its fee."""
    actions.reopen(request.viewer.person, request=access.own_request(request, request_id))
    return redirect("portal:rights_request", request_id)


@access.of_the_provider
@signed_in
def receipt(request: Request, request_id: UUID) -> HttpResponse:
    """The receipt, to print; or once more, with the name the payer gives."""
    asked = access.own_request(request, request_id)
    form = PayerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_payer(access.person(request), request=asked, payer=form.cleaned_data["payer"])
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return redirect("portal:fee_receipt", request_id)
    papers = [(one, of_paper(one)) for one in access.papers_of(asked)]
    context = {"one": asked, "papers": papers, "form": form, "pdf": printing.is_available()}
    return render(request, "portal/privacy/receipt.html", {**context, "token": ""})


@access.of_the_provider
@signed_in
def receipt_file(request: Request, request_id: UUID, number: str) -> HttpResponse:
    """One of the receipts as a PDF; 404 where the machine cannot print it."""
    paper = access.paper_of(access.own_request(request, request_id), number)
    return pdf_response(paper_file(paper), f"{paper.number}.pdf")
