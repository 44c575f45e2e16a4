"""Every deadline, at the edges of the calendar: the turn of the year, the leap day, midnight in Japan."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from coorum.base import clock
from coorum.base.outbox import Letter
from coorum.privacy import actions, calendar, queries
from coorum.privacy.kinds import Kind, State
from tests.cast import Cast
from tests.searching import search_all

JST = calendar.JAPAN


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=JST)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("day", "is_business"),
    [
        (date(2026, 11, 23), False),  # 勤労感謝の日
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),  # a Saturday
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2026, 12, 31), False),
        (date(2027, 1, 3), False),
        (date(2027, 1, 4), True),
        (date(2026, 5, 6), False),  # 振替休日
        (date(2026, 9, 22), False),  # 国民の休日, between two holidays
        (date(2028, 2, 29), True),
    ],
)
def test_a_business_day_knows_weekends_holidays_and_the_turn_of_the_year(day: date, is_business: bool) -> None:
    assert calendar.is_business_day(day) is is_business


@pytest.mark.parametrize(
    ("arrival", "due"),
    [
        (at(2026, 11, 20, 21, 0), date(2026, 11, 24)),  # Friday night; Monday is a holiday
        (at(2026, 12, 28, 9, 0), date(2027, 1, 4)),
        (at(2028, 2, 28, 9, 0), date(2028, 2, 29)),
        (at(2026, 11, 24, 23, 59), date(2026, 11, 25)),
        (at(2026, 11, 25, 0, 0), date(2026, 11, 26)),
    ],
)
def test_the_receipt_is_due_on_the_next_business_day(arrival: datetime, due: date) -> None:
    assert calendar.receipt_due(arrival) == due


@pytest.mark.parametrize(
    ("arrival", "risk"),
    [
        (at(2026, 12, 20, 12, 0), date(2027, 1, 3)),  # not moved by holidays: the law counts days
        (at(2028, 2, 20, 12, 0), date(2028, 3, 5)),
        (at(2027, 2, 20, 12, 0), date(2027, 3, 6)),
        (at(2026, 11, 24, 23, 59), date(2026, 12, 8)),
        (at(2026, 11, 25, 0, 0), date(2026, 12, 9)),
    ],
)
def test_the_risk_clock_counts_fourteen_days_from_the_day_of_arrival_in_japan(arrival: datetime, risk: date) -> None:
    assert calendar.risk_day(arrival) == risk


def test_the_target_moves_while_it_is_the_persons_turn_and_the_risk_clock_does_not(desk_scope: Cast) -> None:
    start = at(2026, 12, 1, 10, 0)
    with clock.held_at(start):
        request = actions.ask(desk_scope.hana, kind=Kind.DISCLOSURE, words="")
    with clock.held_at(start + timedelta(days=3)):
        actions.confirm_identity(desk_scope.hana, request=request)
    with clock.held_at(start + timedelta(days=20)):
        found = queries.request_by_id(request.id)
        assert found is not None
        clocks = queries.clocks_of(found)
        assert clocks.rests
        assert clocks.target == date(2026, 12, 31)  # ten days, and twenty in which it was the person's turn
        assert clocks.risk == date(2026, 12, 15)
        assert clocks.is_late
        assert clocks.days_left == -6


def test_an_unpaid_fee_rests_after_fourteen_days_and_can_be_taken_up_again(desk_scope: Cast, asked: Any) -> None:
    start = at(2028, 2, 20, 10, 0)
    with clock.held_at(start):
        request = asked(desk_scope.hana)
    with clock.held_at(start + timedelta(days=14)):
        assert actions.lapse_fees() == 0
    with clock.held_at(start + timedelta(days=14, seconds=1)):
        assert actions.lapse_fees() == 1
        assert actions.lapse_fees() == 0
    request.refresh_from_db()
    assert request.state == State.FEE_LAPSED
    assert Letter.objects.filter(subject="ご請求をお休みしています").exists()
    with clock.held_at(start + timedelta(days=40)):
        request = actions.reopen(desk_scope.hana, request=request)
        assert request.state == State.FEE_QUOTED
        assert actions.lapse_fees() == 0


def test_who_never_shows_who_they_are_is_told_after_seven_days_and_closed_after_thirty_more(desk_scope: Cast) -> None:
    start = at(2026, 12, 25, 10, 0)
    with clock.held_at(start):
        request = actions.ask(desk_scope.hana, kind=Kind.CORRECTION, words="名前の漢字が違います")
    states = []
    for days in (7, 7.1, 37, 37.2):
        with clock.held_at(start + timedelta(days=days)):
            actions.close_unidentified()
        request.refresh_from_db()
        states.append(request.state)
    assert states == ["identity_pending", "identity_failed", "identity_failed", "closed"]


def test_a_delivered_case_is_closed_after_a_fortnight(desk_scope: Cast, paid: Any) -> None:
    start = at(2026, 12, 25, 10, 0)
    with clock.held_at(start):
        request = paid(desk_scope.hana)
        search_all(request.id)
    with clock.held_at(start + timedelta(days=14)):
        assert actions.close_delivered() == 0
    with clock.held_at(start + timedelta(days=14, minutes=1)):
        assert actions.close_delivered() == 1
