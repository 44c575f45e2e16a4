"""Issuing receipts and invoices: one for each payment, one for each refund, another where the payer names themselves."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.scope import PROVIDER
from coorum.base.screening import ensure_no_numbers
from coorum.privacy import calendar, invoices, papers
from coorum.privacy.actions.moving import locked
from coorum.privacy.events import ISSUING_SET, PAPER_ISSUED
from coorum.privacy.kinds import PaperKind
from coorum.privacy.models import FeePaper, Issuing, Payment, RightsRequest, Series
from coorum.sites import queries as sites
from coorum.sites.models import Provider

MOST_NAMES = 5


@action
def set_issuing(officer: Party, *, registration: str, first_month: int) -> Issuing:
    """Say under which number papers are issued from now on; empty: plain receipts. Raises `Refused("registration")`."""
    number = invoices.ensure_registration(registration)
    row = Issuing.objects.create(registration=number, first_month=first_month, set_by=officer.id, set_at=clock.now())
    publish(ISSUING_SET, actor=officer, chain=PROVIDER, payload={"registration": number, "first_month": first_month})
    return row


def issue(payment: Payment, *, actor: Party, payer: str = "", instead_of: FeePaper | None = None) -> FeePaper | None:
    """Issue the paper of a payment. None while nobody has said who the provider is: it is made up for later."""
    kind = PaperKind.INVOICE if papers.issuing().registration else PaperKind.RECEIPT
    return _write(payment, kind, calendar.day_of(payment.paid_at), payer or payment.payer, instead_of, actor)


def issue_return(payment: Payment, *, actor: Party) -> FeePaper | None:
    """Issue the paper that takes a payment's paper back: the fee has gone back."""
    first, returned_at = papers.current(payment), payment.refund.returned_at
    if first is None or returned_at is None:
        return None
    return _write(payment, PaperKind.RETURN, calendar.day_of(returned_at), first.payer, first, actor)


@action
def name_payer(actor: Party, *, request: RightsRequest, payer: str) -> FeePaper:
    """Issue the paper once more with the name the payer gives; the earlier one stays, and is said to be replaced.

    Raises `Refused`: `no_paper`, `same_name`, `too_many`.
    """
    payment = Payment.objects.select_related("fee__request").filter(fee=locked(request.id).id).first()
    standing = papers.current(payment) if payment else None
    if payment is None or standing is None or hasattr(payment, "refund"):
        raise Refused("no_paper", _("There is no receipt that could be issued once more."))
    ensure_no_numbers(payer, field="payer")
    if standing.payer == payer.strip():
        raise Refused("same_name", _("This name is on the receipt already."), field="payer")
    if payment.papers.count() > MOST_NAMES:
        raise Refused("too_many", _("A receipt can be issued anew five times. Please write to us."), field="payer")
    made = issue(payment, actor=actor, payer=payer.strip(), instead_of=standing)
    if made is None:
        raise Refused("no_paper", _("There is no receipt that could be issued once more."))
    return made


@action
def issue_owed() -> int:
    """Issue what was not issued when it should have been: for payments and refunds without their paper. How many."""
    owed = Payment.objects.filter(papers=None).select_related("fee__request").order_by("paid_at", "id")
    made = [issue(one, actor=SYSTEM) for one in owed]
    returned = Payment.objects.filter(refund__returned_at__isnull=False).exclude(papers__kind=PaperKind.RETURN)
    made += [issue_return(one, actor=SYSTEM) for one in returned.order_by("refund__returned_at")]
    return sum(one is not None for one in made)


def _write(
    payment: Payment, kind: PaperKind, day: date, payer: str, replaces: FeePaper | None, actor: Party
) -> FeePaper | None:
    """One more paper, under the next number of its business year. The year is that of the day it is issued on."""
    provider, issuing, now = sites.provider(), papers.issuing(), clock.now()
    if provider is None:
        return None
    today = calendar.day_of(now)
    year, place, previous = _next_place(invoices.fiscal_year(today, issuing.first_month))
    made = FeePaper(
        payment=payment,
        kind=kind,
        year=year,
        place=place,
        day=day,
        amount=payment.fee.amount,
        payer=payer,
        previous=previous,
        replaces=replaces,
        issued_at=now,
        kept_until=invoices.kept_until(max(day, today), issuing.first_month),
    )
    paper = invoices.Paper(_content(made, provider, issuing.registration))
    made.content, made.sha256 = paper.text, paper.sha256
    made.save(force_insert=True)
    told = {"number": made.number, "kind": kind, "amount": made.amount, "sha256": made.sha256}
    publish(PAPER_ISSUED, actor=actor, chain=PROVIDER, payload=told, key=made.id)
    return made


def _content(paper: FeePaper, issuer: Provider, registration: str) -> dict[str, Any]:
    """What the paper says."""
    fee, request = paper.payment.fee, paper.payment.fee.request
    return {
        "format": invoices.FORMAT,
        "kind": str(paper.kind),
        "number": paper.number,
        "issued_on": calendar.day_of(paper.issued_at).isoformat(),
        "day": paper.day.isoformat(),
        "issuer": {"name": issuer.legal_name, "address": issuer.address, "registration": registration},
        "payer": paper.payer,
        "content": _what_it_is_for(request),
        "language": request.language,
        "amount": fee.amount,
        "rates": [{"rate": fee.tax_rate, "amount": fee.amount, "tax": fee.tax}],
        "replaces": paper.replaces.number if paper.replaces else "",
        "previous": paper.previous,
    }


def _next_place(year: int) -> tuple[int, int, str]:
    """The year, the next place in its series without a gap, and the SHA-256 of the paper before; held until the end."""
    Series.objects.get_or_create(year=year)
    series = Series.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    before = FeePaper.objects.filter(year=year, place=series.last - 1).first()
    return year, series.last, before.sha256 if before else ""


def _what_it_is_for(request: RightsRequest) -> str:
    with override(request.language):
        words = gettext("Fee for a request about personal data: %(content)s")
        return words % {"content": request.get_kind_display()}
