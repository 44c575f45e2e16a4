"""Requests of people without an account: a form, a code by mail, a page by the link of a letter."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from coorum.base.errors import Refused
from coorum.base.events import GUEST
from coorum.portal import access
from coorum.portal.addresses import code_links, guest_links, guest_page
from coorum.portal.forms.privacy import GuestRequestForm, MailCodeForm, PayerForm
from coorum.privacy import actions, printing, proofs, queries, words
from coorum.privacy.fees import PRICE
from coorum.privacy.kinds import Kind, State
from coorum.privacy.progress import progress_of
from coorum.privacy.rules import SEARCHING
from coorum.privacy.sheet import of_paper, paper_file
from coorum.web.files import pdf_response
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.privacy.models import RightsRequest


@access.of_the_provider
def create(request: Request) -> HttpResponse:
    """Ask. What comes next looks the same whether we know the address or not."""
    form = GuestRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.given()
        address, kind = given.pop("address"), Kind(given.pop("kind"))
        try:
            asked = actions.ask_as_guest(address, kind=kind, language=request.LANGUAGE_CODE, **given)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return redirect("portal:guest_code", code_links.sign(asked.id.hex))
    return render(request, "portal/privacy/ask_as_guest.html", {"form": form, "price": PRICE})


@never_cache
@access.of_the_provider
def code(request: Request, token: str) -> HttpResponse:
    """Enter the code: the address is theirs, and the request goes on."""
    asked = access.guests_request(token, code_links)
    if request.method == "POST" and "code" not in request.POST:
        return _send_again(asked, "portal:guest_code", token)
    form = MailCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if actions.show_code(asked, code=form.cleaned_data["code"]):
            return redirect(guest_page(asked.id))
        form.add_error("code", _("This code does not fit, or is too old. Three guesses are possible."))
    return render(
        request, "portal/privacy/code.html", {"form": form, "lead": _("We have sent a code to your address.")}
    )


@never_cache
@access.of_the_provider
def show(request: Request, token: str) -> HttpResponse:
    """Where the request stands, for whoever has the link of the letter. The data itself is a code further."""
    asked = access.guests_request(token, guest_links)
    if asked.state in (State.IDENTITY_PENDING, State.IDENTITY_FAILED):
        if proofs.is_waiting(asked) and proofs.has_shown_address(asked):
            return redirect("portal:proof_papers", token)
        return redirect("portal:guest_code", code_links.sign(asked.id.hex))
    package = queries.package_of(asked)
    context: dict[str, Any] = {
        "one": asked,
        "clocks": queries.clocks_of(asked),
        "next": words.NEXT[State(asked.state)],
        "search": progress_of(asked) if asked.state in SEARCHING else None,
        "fee": getattr(asked, "fee", None),
        "ways": queries.ways_to_pay(),
        "payment": queries.payment_of(asked),
        "agency": proofs.agency_of(asked),
        "package": package if package and package.file else None,
        "token": token,
    }
    return render(request, "portal/privacy/guest_request.html", context)


@never_cache
@access.of_the_provider
def package(request: Request, token: str) -> HttpResponse:
    """Fetch the package: a fresh code is sent, and the file is the answer to it."""
    asked = access.guests_request(token, guest_links)
    if request.method == "POST" and "code" not in request.POST:
        return _send_again(asked, "portal:guest_package", token)
    form = MailCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        content = actions.fetch_with_code(asked, code=form.cleaned_data["code"])
        if content is not None:
            headers = {"Content-Disposition": f'attachment; filename="{asked.label}.zip"'}
            return HttpResponse(content, content_type="application/zip", headers=headers)
        form.add_error("code", _("This code does not fit, or is too old. Three guesses are possible."))
    return render(
        request, "portal/privacy/code.html", {"form": form, "lead": _("We have sent a code to your address.")}
    )


@never_cache
@access.of_the_provider
def receipt(request: Request, token: str) -> HttpResponse:
    """The receipt, to print; or once more, with the name the payer gives."""
    asked = access.guests_request(token, guest_links)
    form = PayerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_payer(GUEST, request=asked, payer=form.cleaned_data["payer"])
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return redirect("portal:guest_receipt", token)
    papers = [(one, of_paper(one)) for one in access.papers_of(asked)]
    context = {"one": asked, "papers": papers, "form": form, "pdf": printing.is_available()}
    return render(request, "portal/privacy/receipt.html", {**context, "token": token})


@never_cache
@access.of_the_provider
def receipt_file(_request: Request, token: str, number: str) -> HttpResponse:
    """One of the receipts as a PDF; 404 where the machine cannot print it."""
    paper = access.paper_of(access.guests_request(token, guest_links), number)
    return pdf_response(paper_file(paper), f"{paper.number}.pdf")


def _send_again(asked: "RightsRequest", page: str, token: str) -> HttpResponse:
    """A fresh code; the page that asks for it."""
    actions.send_code(asked)
    return redirect(page, token)
