"""Receipts and invoices: numbered without gaps, never edited, kept as tax law asks, found by day, amount and payer."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from coorum.base import clock
from coorum.base.events import Party
from coorum.base.ledger.models import Opening
from coorum.privacy import actions, invoices, papers
from coorum.privacy.kinds import PaperKind
from coorum.privacy.models import FeePaper, Payment
from tests.cast import Cast, refused

#: Of no company: the twelve digits are all nought.
NUMBER = "T9000000000000"


@pytest.fixture
def registered(officer: Party) -> None:
    actions.set_issuing(officer, registration=NUMBER, first_month=4)


def told() -> list[tuple[str, str]]:
    return [(one.number, one.kind) for one in FeePaper.objects.order_by("year", "place")]


@pytest.mark.parametrize("number", ["T9000000000000", " t9000000000000 ", "T8700110005901"])
def test_a_registration_number_with_the_right_check_digit_is_taken(number: str) -> None:
    assert invoices.ensure_registration(number) == number.strip().upper()


@pytest.mark.parametrize(
    "number", ["9000000000000", "T0000000000000", "T900000000000", "T9700110005901", "T９００００００００００００"]
)
def test_a_mistyped_registration_number_is_refused(number: str) -> None:
    with refused("registration"):
        invoices.ensure_registration(number)


@pytest.mark.parametrize(
    ("day", "first_month", "last"),
    [
        (date(2026, 11, 22), 4, date(2034, 5, 31)),
        (date(2026, 3, 31), 4, date(2033, 5, 31)),
        (date(2026, 4, 1), 4, date(2034, 5, 31)),
        (date(2026, 12, 31), 1, date(2034, 2, 28)),
        (date(2026, 12, 31), 12, date(2035, 1, 31)),
        (date(2026, 6, 1), 11, date(2033, 12, 31)),
    ],
)
def test_a_paper_is_kept_seven_years_from_the_filing_deadline(day: date, first_month: int, last: date) -> None:
    assert invoices.kept_until(day, first_month) == last


def test_a_payment_has_a_qualified_invoice_that_says_all_the_law_asks(
    desk_scope: Cast, registered: None, officer: Party, asked: Any
) -> None:
    request = asked(desk_scope.hana)
    with clock.held_at(datetime(2026, 11, 22, 3, tzinfo=UTC)):
        actions.record_transfer(officer, request=request, reference="0042", payer="ヤマダ ハナ")
    paper = FeePaper.objects.get()
    assert (paper.kind, paper.number, paper.day) == (PaperKind.INVOICE, "2026-000001", date(2026, 11, 22))
    says = paper.says
    assert says["issuer"]["registration"] == NUMBER
    assert says["issuer"]["name"]
    assert says["payer"] == "ヤマダ ハナ"
    assert says["rates"] == [{"rate": 10, "amount": 3000, "tax": 272}]
    assert paper.sha256 == sha256(paper.content.encode()).hexdigest()
    assert paper.kept_until == date(2034, 5, 31)


def test_without_a_registration_number_it_is_a_plain_receipt(desk_scope: Cast, paid: Any) -> None:
    paid(desk_scope.hana)
    paper = FeePaper.objects.get()
    assert paper.kind == PaperKind.RECEIPT
    assert paper.says["issuer"]["registration"] == ""


def test_numbers_follow_without_gaps_and_each_paper_holds_the_hash_of_the_one_before(
    desk_scope: Cast, registered: None, paid: Any
) -> None:
    with clock.held_at(datetime(2026, 3, 31, 3, tzinfo=UTC)):
        paid(desk_scope.hana)
    with clock.held_at(datetime(2026, 4, 1, 3, tzinfo=UTC)):
        paid(desk_scope.taro)
        with transaction.atomic():
            paid(desk_scope.mika)
            transaction.set_rollback(True)
        paid(desk_scope.mika)
    assert [number for number, _kind in told()] == ["2025-000001", "2026-000001", "2026-000002"]
    first, second = FeePaper.objects.filter(year=2026).order_by("place")
    assert (first.previous, second.previous) == ("", first.sha256)


def test_what_goes_back_has_a_return_paper_that_names_the_first(desk_scope: Cast, registered: None, paid: Any) -> None:
    actions.withdraw_request(desk_scope.hana, request=paid(desk_scope.hana))
    first, back = FeePaper.objects.order_by("place")
    assert (back.kind, back.replaces, back.says["replaces"]) == (PaperKind.RETURN, first, first.number)
    assert papers.total_of(list(papers.papers_between(date(2020, 1, 1), date(2100, 1, 1)))) == 0


def test_a_name_is_put_on_a_paper_by_issuing_another(desk_scope: Cast, registered: None, paid: Any) -> None:
    request = paid(desk_scope.hana)
    actions.name_payer(Party("person"), request=request, payer="架空商事株式会社")
    with refused("same_name"):
        actions.name_payer(Party("person"), request=request, payer="架空商事株式会社")
    first, second = FeePaper.objects.order_by("place")
    assert (first.payer, second.payer, second.replaces) == ("", "架空商事株式会社", first)
    found = list(papers.papers_between(date(2020, 1, 1), date(2100, 1, 1)))
    assert papers.total_of(found) == 3000
    assert [one.is_replaced for one in found] == [False, True]
    for name in "abcd":
        actions.name_payer(Party("person"), request=request, payer=name)
    with refused("too_many"):
        actions.name_payer(Party("person"), request=request, payer="e")


def test_each_paper_leaves_its_hash_in_the_evidence(cast: Cast, desk_scope: Cast, paid: Any) -> None:
    paid(desk_scope.hana)
    from coorum.base import scope

    for words in scope.current().unit.last_words:
        words()
    paper = FeePaper.objects.get()
    assert Opening.objects.filter(payload__icontains=paper.sha256).exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE privacy_feepaper SET payer = 'x'",
        "DELETE FROM privacy_feepaper",
        "UPDATE privacy_payment SET paid_at = now()",
        "UPDATE privacy_waiver SET reason = 'x'",
        "DELETE FROM privacy_waiver",
        "UPDATE privacy_refund SET reason = 'x'",
        "UPDATE privacy_refund SET returned_at = NULL",
        "DELETE FROM privacy_refund",
    ],
)
def test_the_books_cannot_be_edited(statement: str, desk_scope: Cast, officer: Party, paid: Any, asked: Any) -> None:
    actions.withdraw_request(desk_scope.hana, request=paid(desk_scope.hana))
    actions.waive_fee(officer, request=asked(desk_scope.taro), reason="x")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_papers_are_found_by_day_amount_and_payer_together(desk_scope: Cast, officer: Party, asked: Any) -> None:
    for person, name, day in ((desk_scope.hana, "ヤマダ", 10), (desk_scope.taro, "スズキ", 20)):
        request = asked(person)
        with clock.held_at(datetime(2026, 11, day, 3, tzinfo=UTC)):
            actions.record_transfer(officer, request=request, reference=name, payer=name)
    first, last = date(2026, 11, 1), date(2026, 11, 30)

    def found(**more: Any) -> list[str]:
        return [one.payer for one in papers.papers_between(more.pop("first", first), more.pop("last", last), **more)]

    assert found() == ["スズキ", "ヤマダ"]
    assert found(first=date(2026, 11, 11)) == ["スズキ"]
    assert found(payer="ヤマ", least=3000, most=3000) == ["ヤマダ"]
    assert found(payer="ヤマ", least=3001) == []


def test_a_payment_before_anybody_said_who_the_provider_is_gets_its_paper_later(desk_scope: Cast, paid: Any) -> None:
    from coorum.sites.models import Provider

    Provider.objects.all().delete()
    from django.core.cache import caches

    caches["local"].delete("provider")
    paid(desk_scope.hana)
    assert not FeePaper.objects.exists()
    Provider.objects.create(legal_name="架空", address="x", representative="y", contact_email="z@z.example")
    caches["local"].delete("provider")
    assert actions.issue_owed() == 1
    assert actions.issue_owed() == 0
    assert Payment.objects.get().papers.count() == 1
    assert clock.now() - FeePaper.objects.get().issued_at < timedelta(minutes=1)
