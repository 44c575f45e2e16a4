"""Reading receipts and invoices: by day, amount and counterparty, in ranges and together (e-document law 7, b-9)."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from coorum.privacy.invoices import DEFAULT_FIRST_MONTH
from coorum.privacy.kinds import PaperKind
from coorum.privacy.models import FeePaper, Issuing, Payment, RightsRequest


def issuing() -> Issuing:
    """How papers are issued now: as was set last; before that as plain receipts, by a year that begins in April."""
    return Issuing.objects.order_by("-set_at", "-id").first() or Issuing(first_month=DEFAULT_FIRST_MONTH)


def current(payment: Payment) -> FeePaper | None:
    """The paper that holds for a payment: the newest that is no return."""
    return payment.papers.exclude(kind=PaperKind.RETURN).order_by("-issued_at", "-place").first()


def papers_of(request: RightsRequest) -> QuerySet[FeePaper]:
    """Every paper about the fee of a request, newest first."""
    return _all().filter(payment__fee=request.id).order_by("-issued_at", "-place")


def paper_by_number(year: int, place: int) -> FeePaper | None:
    return _all().filter(year=year, place=place).first()


def papers_between(
    first: date, last: date, *, payer: str = "", least: int | None = None, most: int | None = None
) -> QuerySet[FeePaper]:
    """The papers whose day lies between, by payer and amount in yen, together; newest first."""
    rows = _all().filter(day__gte=first, day__lte=last)
    rows = rows.filter(payer__icontains=payer) if payer else rows
    rows = rows.filter(amount__gte=least) if least is not None else rows
    return (rows.filter(amount__lte=most) if most is not None else rows).order_by("-day", "-year", "-place")


def total_of(papers: list[FeePaper]) -> int:
    """What was taken in yen by `papers_between`: papers that hold, less those that took one back."""
    rows: list[Any] = papers  # annotated by _all()
    return sum(-one.amount if one.kind == PaperKind.RETURN else one.amount for one in rows if not one.is_replaced)


def _all() -> QuerySet[FeePaper]:
    again = FeePaper.objects.filter(replaces=OuterRef("pk")).exclude(kind=PaperKind.RETURN)
    rows = FeePaper.objects.select_related("payment__fee__request", "replaces")
    return rows.annotate(is_replaced=Exists(again))
