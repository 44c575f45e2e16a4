"""The fee: quoted first, paid once, waived with a reason, owed back, resting after a fortnight."""

from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as people
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party
from coorum.base.once import insert_once
from coorum.privacy import calendar, letters, queries, rules
from coorum.privacy.actions.moving import locked, move, tell
from coorum.privacy.actions.papers import issue, issue_return
from coorum.privacy.clients.payments import payments
from coorum.privacy.events import FEE_PAID, FEE_QUOTED, FEE_REFUNDED, FEE_WAIVED
from coorum.privacy.fees import PRICE
from coorum.privacy.kinds import Kind, State, Step
from coorum.privacy.merging.persons import persons_of
from coorum.privacy.models import Fee, Payment, Refund, RightsRequest, Waiver

TRANSFER = "transfer"


def quote(request: RightsRequest) -> Fee:
    """Tell what the application costs. The database refuses a fee on any kind but the three of APPI 38."""
    now = clock.now()
    fee = Fee.objects.create(
        request=request,
        kind=request.kind,
        amount=PRICE.amount,
        tax_rate=PRICE.tax_rate,
        tax=PRICE.tax,
        cost_basis=PRICE.cost_basis,
        quoted_at=now,
        lapses_at=now + calendar.FEE,
    )
    tell(FEE_QUOTED, request, actor=SYSTEM, payload={"amount": fee.amount, "tax": fee.tax, "basis": fee.cost_basis})
    return fee


def resume(request: RightsRequest) -> RightsRequest:
    """Go on with a case whose fee was settled before an officer asked for a document: nothing is paid twice."""
    step = Step.PAY if queries.payment_of(request) else Step.WAIVE if hasattr(request.fee, "waiver") else None
    if step is None:
        return request
    request = move(request.id, step, actor=SYSTEM, why="settled before")
    _search(request)
    return request


def begin_payment(person: Person, *, request: RightsRequest) -> str:
    """The address at the payment service where the fee is paid. Raises `Refused("not_now")`, `no_payment_service`."""
    if request.person not in persons_of(person) or request.state != State.FEE_QUOTED:
        raise Refused("not_now", _("There is nothing to pay for this request now."))
    return payments().begin(reference=request.id.hex, amount=request.fee.amount, subject_id=request.id)


@action
def settle_payment(request: RightsRequest, *, answer: str) -> RightsRequest:
    """What the payment service says. Told twice, it is paid once. Raises `Refused("not_paid")`."""
    if not payments().is_paid(request.id.hex, answer):
        raise Refused("not_paid", _("The payment was not completed. Nothing was charged."))
    return _pay(request, actor=SYSTEM, method=payments().name, reference=request.id.hex, payer="")


@action
def record_transfer(officer: Party, *, request: RightsRequest, reference: str, payer: str) -> RightsRequest:
    """The fee arrived on our bank account. `reference` is the bank's. Told twice, it is paid once."""
    return _pay(request, actor=officer, method=TRANSFER, reference=reference, payer=payer)


@action
def waive_fee(officer: Party, *, request: RightsRequest, reason: str) -> RightsRequest:
    """Do not ask for the fee: a fault of ours, a breach, hardship. Raises `Refused("no_reason")`."""
    if not reason.strip():
        raise Refused("no_reason", _("Write why the fee is waived."), field="reason")
    request = move(request.id, Step.WAIVE, actor=officer, why=reason)
    Waiver.objects.create(fee=request.fee, reason=reason, waived_by=officer.id, waived_at=clock.now())
    tell(FEE_WAIVED, request, actor=officer, payload={"amount": request.fee.amount}, reason=reason)
    _search(request)
    return request


@action
def reopen(person: Person, *, request: RightsRequest) -> RightsRequest:
    """Take up a request that rests for its fee: it can be paid for another fortnight."""
    request = move(request.id, Step.REOPEN, actor=people.person_party(person))
    request.fee.lapses_at = clock.now() + calendar.FEE
    request.fee.save(update_fields=["lapses_at"])
    return request


@action
def lapse_fees() -> int:
    """Let requests rest whose fee was not paid in a fortnight; the person is told. Returns how many."""
    late = RightsRequest.objects.filter(state=State.FEE_QUOTED, fee__lapses_at__lt=clock.now())
    for request in (resting := list(late)):
        letters.write("fee_lapsed", move(request.id, Step.LAPSE, actor=SYSTEM))
    return len(resting)


def owe_refund(request: RightsRequest, *, actor: Party, reason: str) -> None:
    """Owe back what was paid, if anything was; the payment service returns it at once, a transfer waits for an officer."""
    payment = queries.payment_of(request)
    if payment is None:
        return
    now, by_transfer = clock.now(), payment.method == TRANSFER
    refund = Refund(payment=payment, reason=reason, owed_at=now)
    if not by_transfer:
        refund.reference, refund.returned_at = payments().refund(payment.reference, request.fee.amount), now
    if insert_once(refund) and not by_transfer:
        tell(FEE_REFUNDED, request, actor=actor, payload={"amount": request.fee.amount}, reason=reason)
        issue_return(payment, actor=actor)


@action
def return_refund(officer: Party, *, request: RightsRequest, reference: str) -> None:
    """The officer has sent the money back. Told twice, it is written once."""
    refund = Refund.objects.select_for_update(of=("self",)).select_related("payment").get(payment__fee=request.id)
    if refund.returned_at is not None:
        return
    refund.reference, refund.returned_at = reference, clock.now()
    refund.save(update_fields=["reference", "returned_at"])
    tell(FEE_REFUNDED, request, actor=officer, payload={"amount": request.fee.amount}, reason=refund.reason)
    issue_return(refund.payment, actor=officer)


def _pay(request: RightsRequest, *, actor: Party, method: str, reference: str, payer: str) -> RightsRequest:
    request = locked(request.id)
    if queries.payment_of(request) is not None:
        return request
    if request.state == State.FEE_LAPSED:
        request = move(request.id, Step.REOPEN, actor=actor, why="paid after the fortnight")
    fee = queries.fee_of(request)
    if fee is None:
        raise Refused("not_now", _("There is nothing to pay for this request now."))
    payment = Payment(fee=fee, method=method, reference=reference, payer=payer, paid_at=clock.now(), taken_by=actor.id)
    if not insert_once(payment):
        raise Refused("reference_taken", _("This payment was entered for another request."), field="reference")
    issue(payment, actor=actor)
    if not rules.can(Kind(request.kind), State(request.state), Step.PAY):
        tell(FEE_PAID, request, actor=actor, payload={"amount": fee.amount, "method": method})
        owe_refund(request, actor=actor, reason="paid after the request had ended")
        return request
    request = move(request.id, Step.PAY, actor=actor)
    tell(FEE_PAID, request, actor=actor, payload={"amount": request.fee.amount, "method": method})
    letters.write("paid", request)
    _search(request)
    return request


def _search(request: RightsRequest) -> None:
    from coorum.privacy.tasks import collect

    collect.later(str(request.id))
