"""How long cases are kept: three years, longer where a fee was paid, as long as a court has it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from coorum.base import clock
from coorum.base.events import Party
from coorum.privacy import actions
from coorum.privacy.kinds import Kind, Step
from coorum.privacy.models import Payment, RightsRequest
from tests.cast import Cast

#: Long enough ago for the database, which looks at its own clock before it lets a step go.
LONG_AGO = datetime(2012, 3, 1, 3, 0, tzinfo=UTC)


def test_a_case_is_destroyed_three_years_after_it_ended(desk_scope: Cast, asked: Any) -> None:
    with clock.held_at(LONG_AGO):
        actions.withdraw_request(desk_scope.hana, request=asked(desk_scope.hana, Kind.CORRECTION, "x"))
        standing = asked(desk_scope.taro, Kind.CORRECTION, "y")
    with clock.held_at(LONG_AGO + timedelta(days=3 * 365)):
        assert actions.forget_cases() == 0
    with clock.held_at(LONG_AGO + timedelta(days=3 * 366 + 1)):
        assert actions.forget_cases() == 1
    assert list(RightsRequest.objects.all()) == [standing]


def test_a_paid_fee_is_kept_seven_years_and_the_case_with_it(desk_scope: Cast, paid: Any) -> None:
    with clock.held_at(LONG_AGO):
        actions.withdraw_request(desk_scope.hana, request=paid(desk_scope.hana))
    with clock.held_at(LONG_AGO + timedelta(days=7 * 366)):
        assert actions.forget_cases() == 0
    with clock.held_at(LONG_AGO + timedelta(days=8 * 366 + 1)):
        assert actions.forget_cases() == 1
    assert not Payment.objects.exists()


def test_a_lawsuit_holds_a_case(desk_scope: Cast, officer: Party, asked: Any) -> None:
    with clock.held_at(LONG_AGO):
        request = actions.withdraw_request(desk_scope.hana, request=asked(desk_scope.hana, Kind.CORRECTION, "x"))
        actions.note(officer, request=request, step=Step.LITIGATE, why="訴状が届いた")
    with clock.held_at(LONG_AGO + timedelta(days=9 * 366)):
        assert actions.forget_cases() == 0
