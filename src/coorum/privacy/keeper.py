"""What the privacy room hands out about the person who asked."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from coorum.base.personal_data import Subject
from coorum.privacy.models import Fee, RightsRequest


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


def requests_of(subject: Subject) -> QuerySet[RightsRequest]:
    """The person's own, and those from their address without an account."""
    mine = Q(person_id=subject.person_id)
    by_address = Q(address__iexact=subject.address) if subject.address else Q()
    return RightsRequest.objects.filter(mine | by_address).order_by("received_at")


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
    }
