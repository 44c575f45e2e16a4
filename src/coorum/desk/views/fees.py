"""The books of fees: receipts and invoices, searched by day, amount and payer; under which number they are issued."""

import csv
from datetime import timedelta
from io import StringIO

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from coorum.base.errors import Refused
from coorum.desk import access
from coorum.desk.forms import fees as forms
from coorum.privacy import actions, papers, printing
from coorum.privacy.sheet import of_paper, paper_file
from coorum.web.files import download, pdf_response
from coorum.web.request import Request
from coorum.web.sheets import harmless


@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """Receipts, invoices and what took them back; found by any of day, payer and amount, together."""
    form = _form(request)
    found = list(papers.papers_between(**form.cleaned_data)) if form.is_valid() else []
    context = {"form": form, "found": found, "total": papers.total_of(found), "query": request.GET.urlencode()}
    return render(request, "desk/privacy/fees.html", context)


@access.at_the_desk
def table(request: Request) -> HttpResponse:
    """What was found as CSV (UTF-8 with BOM, so that spreadsheets read Japanese)."""
    form = _form(request)
    text = StringIO("\ufeff", newline="")
    text.seek(0, 2)
    writer = csv.writer(text)
    writer.writerow([_("Number"), _("Day"), _("Kind"), _("Payer"), _("Amount"), _("Tax within"), "SHA-256"])
    for one in papers.papers_between(**form.cleaned_data) if form.is_valid() else ():
        tax = one.says["rates"][0]["tax"]
        writer.writerow([one.number, one.day, one.get_kind_display(), harmless(one.payer), one.amount, tax, one.sha256])
    return download(text.getvalue().encode(), f"fees-{timezone.localdate():%Y%m%d}.csv", "text/csv; charset=utf-8")


@access.at_the_desk
def show(request: Request, number: str) -> HttpResponse:
    """One paper as it was issued, to print."""
    paper = access.paper(number)
    context = {"paper": paper, "sheet": of_paper(paper), "pdf": printing.is_available()}
    return render(request, "desk/privacy/paper.html", context)


@access.at_the_desk
def file(_request: Request, number: str) -> HttpResponse:
    """The same as a PDF."""
    return pdf_response(paper_file(access.paper(number)), f"{number}.pdf")


@access.at_the_desk
def issuing(request: Request) -> HttpResponse:
    """Under which registration number papers are issued, and where the business year begins."""
    now = papers.issuing()
    standing = {"registration": now.registration, "first_month": now.first_month}
    form = forms.IssuingForm(request.POST or None, initial=standing)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_issuing(access.officer(request), **form.cleaned_data)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:fees")
    return render(request, "desk/privacy/issuing.html", {"form": form})


def _form(request: Request) -> forms.LedgerForm:
    today = timezone.localdate()
    return forms.LedgerForm(request.GET or {"first": today - timedelta(days=365), "last": today})
