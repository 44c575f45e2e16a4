"""What the privacy room hands out about the person who asked."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet

from coorum.base import clock, files
from coorum.base.letting_go import Kept, LetGo
from coorum.base.personal_data import Subject
from coorum.base.scope import PROVIDER
from coorum.privacy import calendar, search
from coorum.privacy.models import Agency, Fee, FeePaper, Package, RightsRequest


class Cases:
    """Requests, or with `fees` what was paid for them."""

    def __init__(self, *, fees: bool = False) -> None:
        self.fees = fees

    def export(self, subject: Subject) -> Iterable[Mapping[str, Any]]:
        """Each request with its words and steps; each fee with its payment. They belong to no site."""
        if subject.site_id is not None:
            return
        asked = requests_of(subject)
        yield from (_fee(fee) for fee in Fee.objects.filter(request__in=asked)) if self.fees else map(_case, asked)

    def erase(self, subject: Subject) -> LetGo:
        """Destroy what waits to be fetched; the case itself stays as long as its proof is owed."""
        if subject.site_id is not None:
            return LetGo()
        cases = list(requests_of(subject).prefetch_related("transitions"))
        if self.fees:
            dates = [_fee_ends(one) for one in cases if hasattr(one, "fee")]
            return _kept("privacy.fees", dates)
        return LetGo(erased=sum(_drop_package(one) for one in cases)) + _kept(
            "privacy.cases", [_ends(one, calendar.CASES_KEPT) for one in cases]
        )


def _ends(request: RightsRequest, span: timedelta) -> date:
    last = max((step.made_at for step in request.transitions.all()), default=request.received_at)
    return (last + span).date()


def _fee_ends(request: RightsRequest) -> date:
    """Until when tax law keeps the papers of a fee; where none was paid, as long as the case."""
    papers = FeePaper.objects.filter(payment__fee=request.id)
    return papers.aggregate(last=Max("kept_until"))["last"] or _ends(request, calendar.CASES_KEPT)


def _kept(rule: str, ends: list[date]) -> LetGo:
    return LetGo(kept=(Kept(rule, len(ends), max(ends)),)) if ends else LetGo()


def _drop_package(request: RightsRequest) -> int:
    """The sealed file, and the copies that were made for it. How many there were."""
    gone = 0
    for made in Package.objects.filter(request=request, dropped_at=None):
        files.delete(PROVIDER, made.file)
        made.file, made.dropped_at = "", clock.now()
        made.save(update_fields=["file", "dropped_at"])
        gone += 1
    search.forget(request)
    return gone


def requests_of(subject: Subject) -> QuerySet[RightsRequest]:
    """The person's own, those from their address without an account, and those that somebody asked for them."""
    mine = Q(person_id=subject.person_id)
    by_address = Q(address__iexact=subject.address) if subject.address else Q()
    by_another = Q(id__in=Agency.objects.filter(person=subject.person_id).values("request"))
    return RightsRequest.objects.filter(mine | by_address | by_another).order_by("received_at")


def _case(request: RightsRequest) -> dict[str, Any]:
    steps = request.transitions.order_by("made_at", "id")
    return {
        "kind": request.get_kind_display(),
        "state": request.get_state_display(),
        "received_at": request.received_at,
        "words": request.words,
        "postal_address": request.postal_address,
        "steps": [{"step": one.get_step_display(), "at": one.made_at.isoformat()} for one in steps],
    }


def _fee(fee: Fee) -> dict[str, Any]:
    payment = getattr(fee, "payment", None)
    return {
        "amount_yen": fee.amount,
        "tax_yen": fee.tax,
        "quoted_at": fee.quoted_at,
        "paid_at": payment.paid_at if payment else None,
        "payer": payment.payer if payment else "",
        "papers": [one.says for one in payment.papers.order_by("issued_at", "place")] if payment else [],
    }
