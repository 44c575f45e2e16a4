"""How long cases are kept: three years, the papers of a fee seven, as long as a court has it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from coorum.base import clock
from coorum.base.events import Party
from coorum.privacy import actions
from coorum.privacy.kinds import Kind, Step
from coorum.privacy.models import Payment, RightsRequest
from tests.cast import Cast
from tests.periods import let_go

#: Long enough ago for the database, which looks at its own clock before it lets a step go.
LONG_AGO = datetime(2012, 3, 1, 3, 0, tzinfo=UTC)


def test_a_case_is_destroyed_three_years_after_it_ended(desk_scope: Cast, asked: Any) -> None:
    with clock.held_at(LONG_AGO):
        actions.withdraw_request(desk_scope.hana, request=asked(desk_scope.hana, Kind.CORRECTION, "x"))
        standing = asked(desk_scope.taro, Kind.CORRECTION, "y")
    with clock.held_at(LONG_AGO + timedelta(days=3 * 365)):
        assert let_go("privacy.cases") == 0
    with clock.held_at(LONG_AGO + timedelta(days=3 * 366 + 1)):
        assert let_go("privacy.cases") == 1
    assert list(RightsRequest.objects.all()) == [standing]


def test_of_a_paid_case_the_fee_is_kept_seven_years_and_nothing_else(desk_scope: Cast, paid: Any) -> None:
    with clock.held_at(LONG_AGO):
        request = actions.withdraw_request(desk_scope.hana, request=paid(desk_scope.hana, words="秘密のことば"))
    with clock.held_at(datetime(2015, 3, 2, tzinfo=UTC)):
        assert let_go("privacy.cases") == 1
        assert let_go("privacy.cases") == 0
    request.refresh_from_db()
    assert (request.words, request.transitions.count(), request.fee.payment.payer) == ("", 0, "")
    # Paid on 1 March 2012: the period ended on the 31st, is filed by the end of May, and the papers are kept till 2019.
    for day, gone in ((datetime(2019, 5, 30, tzinfo=UTC), 0), (datetime(2019, 6, 2, tzinfo=UTC), 1)):
        with clock.held_at(day):
            assert let_go("privacy.fees") == gone
    assert not Payment.objects.exists()
    assert not RightsRequest.objects.exists()


def test_a_lawsuit_holds_a_case(desk_scope: Cast, officer: Party, asked: Any) -> None:
    with clock.held_at(LONG_AGO):
        request = actions.withdraw_request(desk_scope.hana, request=asked(desk_scope.hana, Kind.CORRECTION, "x"))
        actions.note(officer, request=request, step=Step.LITIGATE, why="訴状が届いた")
    with clock.held_at(LONG_AGO + timedelta(days=9 * 366)):
        assert let_go("privacy.cases") == 0
