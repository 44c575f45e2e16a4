"""Asking: the clock starts at arrival, the receipt is confirmed, nothing is asked twice."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from coorum.base.ids import new_id
from coorum.base.ledger.models import Entry
from coorum.base.outbox import Letter
from coorum.base.scope import PROVIDER, provider_scope
from coorum.privacy import actions, queries
from coorum.privacy.kinds import CORRECTING, STOPPING, WITH_FEE, Form, Kind, State, Step
from coorum.privacy.models import Fee, RightsRequest, Transition
from tests.cast import Cast, refused
from tests.searching import search_all


def test_a_request_is_confirmed_by_mail_and_waits_for_the_person_to_show_themselves(desk_scope: Cast) -> None:
    request = actions.ask(desk_scope.hana, kind=Kind.DISCLOSURE, words="投稿と通知")
    assert request.state == State.IDENTITY_PENDING
    assert [one.step for one in request.transitions.all()] == [Step.ACKNOWLEDGE]
    letter = Letter.objects.get(kind="request_told")
    assert letter.recipient == desk_scope.hana.email
    assert request.label in letter.text
    assert "投稿と通知" not in letter.text


@pytest.mark.parametrize("kind", list(WITH_FEE))
def test_whoever_asks_for_one_of_the_three_is_told_the_fee_first(desk_scope: Cast, asked: Any, kind: Kind) -> None:
    request = asked(desk_scope.hana, kind)
    assert request.state == State.FEE_QUOTED
    assert (request.fee.amount, request.fee.tax_rate, request.fee.tax) == (3000, 10, 272)


@pytest.mark.parametrize("kind", [*CORRECTING, *STOPPING])
def test_the_others_cost_nothing_and_the_database_sees_to_it(desk_scope: Cast, asked: Any, kind: Kind) -> None:
    request = asked(desk_scope.hana, kind)
    assert request.state == (State.INVESTIGATING if kind in CORRECTING else State.FROZEN)
    assert not Fee.objects.exists()
    fee = {"request": request, "amount": 3000, "tax_rate": 10, "tax": 272, "cost_basis": "x"}
    times = {"quoted_at": request.received_at, "lapses_at": request.received_at}
    with pytest.raises(IntegrityError, match="fee_lawful_kind"), transaction.atomic():
        Fee.objects.create(kind=kind, **fee, **times)
    with pytest.raises(IntegrityError, match="fee_of_its_kind"), transaction.atomic():
        Fee.objects.create(kind=Kind.DISCLOSURE, **fee, **times)


def test_a_second_request_of_the_same_kind_is_joined_to_the_first(desk_scope: Cast, asked: Any) -> None:
    first = asked(desk_scope.hana)
    again = actions.ask(desk_scope.hana, kind=Kind.DISCLOSURE, words="通知も")
    assert (again.state, again.linked_to_id) == (State.LINKED, first.id)
    other = actions.ask(desk_scope.hana, kind=Kind.PURPOSE_NOTICE, words="")
    assert other.linked_to is None
    assert actions.ask(desk_scope.taro, kind=Kind.DISCLOSURE, words="").linked_to is None


def test_the_same_form_sent_twice_opens_one_case(desk_scope: Cast) -> None:
    key = new_id()
    first = actions.ask(desk_scope.hana, kind=Kind.DISCLOSURE, words="a", key=key)
    assert actions.ask(desk_scope.hana, kind=Kind.DISCLOSURE, words="a", key=key).id == first.id
    assert RightsRequest.objects.count() == 1


def test_a_correction_says_what_is_wrong_and_a_letter_needs_an_address(desk_scope: Cast) -> None:
    with refused("words_needed"):
        actions.ask(desk_scope.hana, kind=Kind.CORRECTION, words=" ")
    with refused("postal_address_needed"):
        actions.ask(desk_scope.hana, kind=Kind.DISCLOSURE, words="", form=Form.PAPER)


def test_what_was_written_is_sealed_in_the_table(desk_scope: Cast) -> None:
    actions.ask(desk_scope.hana, kind=Kind.CORRECTION, words="読みは「はな」です")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM privacy_rightsrequest")
        assert "はな".encode() not in bytes(cursor.fetchone()[0])


def test_a_request_can_be_taken_back_until_it_is_decided(desk_scope: Cast, asked: Any, paid: Any) -> None:
    request = asked(desk_scope.hana)
    assert actions.withdraw_request(desk_scope.hana, request=request).state == State.WITHDRAWN
    done = paid(desk_scope.taro)
    search_all(done.id)
    with refused("not_now"):
        actions.withdraw_request(desk_scope.taro, request=done)


def test_the_steps_of_a_case_cannot_be_edited_or_deleted(desk_scope: Cast) -> None:
    actions.ask(desk_scope.hana, kind=Kind.DISCLOSURE, words="")
    for change in (lambda: Transition.objects.update(why="x"), lambda: Transition.objects.all().delete()):
        with pytest.raises(Exception, match=r"append-only|permission denied"), transaction.atomic():
            change()


@pytest.mark.django_db
def test_each_step_that_binds_is_in_the_evidence_of_the_provider(cast: Cast, asked: Any) -> None:
    with provider_scope():
        request = asked(cast.hana)
        actions.withdraw_request(cast.hana, request=request)
    with provider_scope():
        kinds = set(Entry.objects.filter(site_id=PROVIDER).values_list("kind", flat=True))
    assert {
        "privacy.request.asked",
        "privacy.identity.verified",
        "privacy.fee.quoted",
        "privacy.request.withdrawn",
        "privacy.request.moved",
    } <= kinds


def test_nobody_finds_the_request_of_another(desk_scope: Cast, asked: Any) -> None:
    request = asked(desk_scope.hana)
    assert queries.request_of(desk_scope.hana, request.id) == request
    assert queries.request_of(desk_scope.taro, request.id) is None
