"""The fee: paid once, waived with a reason, owed back where no search has begun."""

from typing import Any

import pytest

from coorum.base.events import Party
from coorum.privacy import actions, queries
from coorum.privacy.clients.payments import NullPayments, SandboxPayments
from coorum.privacy.fees import Price
from coorum.privacy.kinds import Kind, State
from coorum.privacy.models import Payment, Refund
from tests.cast import Cast, refused


@pytest.mark.parametrize(("amount", "tax"), [(3000, 272), (1, 0), (10, 0), (11, 1), (550, 50)])
def test_the_tax_within_is_rounded_down_once(amount: int, tax: int) -> None:
    assert Price(amount=amount).tax == tax


def test_a_payment_told_twice_is_one_payment(desk_scope: Cast, asked: Any) -> None:
    request = asked(desk_scope.hana)
    word = SandboxPayments().word_for(request.id.hex)
    actions.settle_payment(request, answer=word)
    again = actions.settle_payment(request, answer=word)
    assert again.state == State.SCOPED
    assert Payment.objects.count() == 1


def test_what_the_payment_service_did_not_say_is_not_believed(desk_scope: Cast, asked: Any) -> None:
    request, other = asked(desk_scope.hana), asked(desk_scope.taro)
    for answer in ("", "yes", SandboxPayments().word_for(other.id.hex)):
        with refused("not_paid"):
            actions.settle_payment(request, answer=answer)


def test_without_a_payment_service_there_is_the_bank_transfer(
    desk_scope: Cast, officer: Party, asked: Any, settings: Any
) -> None:
    settings.COORUM_PAYMENTS = ""
    request = asked(desk_scope.hana)
    assert not queries.ways_to_pay().service
    with refused("no_payment_service"):
        actions.begin_payment(desk_scope.hana, request=request)
    assert not NullPayments().is_paid(request.id.hex, "")
    request = actions.record_transfer(officer, request=request, reference="みなと銀行 0042", payer="ヤマダ ハナ")
    assert request.state == State.SCOPED
    payment = queries.payment_of(request)
    assert payment is not None
    assert (payment.method, payment.payer) == ("transfer", "ヤマダ ハナ")


def test_one_transfer_pays_one_fee(desk_scope: Cast, officer: Party, asked: Any) -> None:
    actions.record_transfer(officer, request=asked(desk_scope.hana), reference="0042", payer="")
    with refused("reference_taken"):
        actions.record_transfer(officer, request=asked(desk_scope.taro), reference="0042", payer="")


def test_a_fee_is_waived_with_a_reason_only(desk_scope: Cast, officer: Party, asked: Any) -> None:
    request = asked(desk_scope.hana)
    with refused("no_reason"):
        actions.waive_fee(officer, request=request, reason="  ")
    request = actions.waive_fee(officer, request=request, reason="当社の不手際のため")
    assert request.state == State.SCOPED
    assert queries.payment_of(request) is None


def test_a_fee_paid_late_takes_the_request_up_again(desk_scope: Cast, officer: Party, asked: Any) -> None:
    request = asked(desk_scope.hana)
    request.fee.lapses_at = request.fee.quoted_at
    request.fee.save()
    actions.lapse_fees()
    assert actions.record_transfer(officer, request=request, reference="1", payer="").state == State.SCOPED


def test_whoever_takes_a_request_back_before_the_search_is_owed_the_fee(
    desk_scope: Cast, officer: Party, asked: Any, paid: Any
) -> None:
    request = paid(desk_scope.hana)
    actions.withdraw_request(desk_scope.hana, request=request)
    assert Refund.objects.get().returned_at is not None
    other = actions.record_transfer(officer, request=asked(desk_scope.taro), reference="7", payer="")
    actions.withdraw_request(desk_scope.taro, request=other)
    refund = Refund.objects.get(payment__fee=other.id)
    assert refund.returned_at is None
    for _twice in range(2):
        actions.return_refund(officer, request=other, reference="振込 88")
    refund.refresh_from_db()
    assert refund.reference == "振込 88"


def test_a_correction_has_nothing_to_pay(desk_scope: Cast, asked: Any) -> None:
    request = asked(desk_scope.hana, Kind.CORRECTION, "x")
    with refused("not_now"):
        actions.begin_payment(desk_scope.hana, request=request)


def test_money_that_arrives_after_the_request_ended_is_owed_back(desk_scope: Cast, officer: Party, asked: Any) -> None:
    request = asked(desk_scope.hana)
    actions.withdraw_request(desk_scope.hana, request=request)
    word = SandboxPayments().word_for(request.id.hex)
    for _twice in range(2):
        assert actions.settle_payment(request, answer=word).state == State.WITHDRAWN
    assert Refund.objects.get().returned_at is not None
    other = asked(desk_scope.taro)
    actions.withdraw_request(desk_scope.taro, request=other)
    actions.record_transfer(officer, request=other, reference="0099", payer="")
    assert Refund.objects.get(payment__fee=other.id).returned_at is None


def test_a_transfer_for_what_is_free_is_refused(desk_scope: Cast, officer: Party, asked: Any) -> None:
    request = asked(desk_scope.hana, Kind.CORRECTION, "x")
    with refused("not_now"):
        actions.record_transfer(officer, request=request, reference="1", payer="")
