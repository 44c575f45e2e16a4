"""Reminders: the person after three or seven days, the provider each morning while something presses."""

from datetime import UTC, datetime, timedelta
from typing import Any

from coorum.base import clock
from coorum.base.outbox import Letter
from coorum.privacy import actions
from coorum.privacy.kinds import Kind
from tests.cast import Cast

START = datetime(2026, 12, 25, 1, 0, tzinfo=UTC)


def letters_at(moment: datetime, *, to: str) -> int:
    """How many letters `to` has had once the clocks were looked at then, twice."""
    with clock.held_at(moment):
        for _twice in range(2):
            actions.remind()
            actions.remind_due()
    return Letter.objects.filter(recipient=to).count()


def test_who_has_not_shown_themselves_is_reminded_once_after_three_days(desk_scope: Cast) -> None:
    hana = desk_scope.hana.email
    with clock.held_at(START):
        actions.ask(desk_scope.hana, kind=Kind.DISCLOSURE, words="")
    counts = [letters_at(START + timedelta(days=days), to=hana) for days in (2, 3.1, 5)]
    assert counts == [1, 2, 2]


def test_an_open_fee_is_reminded_once_after_seven_days(desk_scope: Cast, asked: Any) -> None:
    hana = desk_scope.hana.email
    with clock.held_at(START):
        asked(desk_scope.hana)
    counts = [letters_at(START + timedelta(days=days), to=hana) for days in (6, 7.1, 9)]
    assert counts == [2, 3, 3]


def test_the_provider_is_told_once_a_day_in_japan_while_something_presses(desk_scope: Cast, asked: Any) -> None:
    desk = "privacy@provider.example"
    assert letters_at(START, to=desk) == 0
    with clock.held_at(START):
        asked(desk_scope.hana, Kind.CORRECTION, "x")
    midnight = datetime(2026, 12, 25, 15, 0, tzinfo=UTC)  # 00:00 on the 26th in Japan
    moments = (START, midnight - timedelta(seconds=1), midnight)
    assert [letters_at(moment, to=desk) for moment in moments] == [1, 1, 2]
