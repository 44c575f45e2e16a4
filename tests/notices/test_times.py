"""When letters come: the member's hour by the clocks of their zone, never in their quiet hours."""

from datetime import UTC, datetime

import pytest

from coorum.notices.inbox.rules import Times, ensure_times, is_quiet, mail_at, next_digest
from tests.cast import refused

EVENING = Times()
WEEKLY = Times(every="week", hour=8, weekday=0)
BERLIN = Times(hour=18, zone="Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("times", "now", "then"),
    [
        (EVENING, "2026-11-23T08:59:59", "2026-11-23T09:00"),  # 17:59 in Tokyo
        (EVENING, "2026-11-23T09:00", "2026-11-24T09:00"),
        (WEEKLY, "2026-11-22T22:59", "2026-11-22T23:00"),  # Monday morning in Tokyo is Sunday here
        (WEEKLY, "2026-11-22T23:00", "2026-11-29T23:00"),
        (BERLIN, "2026-10-24T16:00", "2026-10-25T17:00"),  # the clocks go back in between
        (BERLIN, "2026-03-28T17:00", "2026-03-29T16:00"),  # and forward
    ],
)
def test_the_digest_comes_at_the_hour_of_the_members_clock(times: Times, now: str, then: str) -> None:
    assert next_digest(times, at(now)) == at(then)


@pytest.mark.parametrize(("hour", "quiet"), [(21, False), (22, True), (0, True), (6, True), (7, False), (12, False)])
def test_quiet_hours_may_go_over_midnight(hour: int, quiet: bool) -> None:
    assert is_quiet(Times(quiet_from=22, quiet_until=7), hour) is quiet


def test_what_comes_at_once_waits_for_the_end_of_the_quiet_hours() -> None:
    night = Times(quiet_from=22, quiet_until=7)
    assert mail_at("now", night, at("2026-11-23T15:30")) == at("2026-11-23T22:00")  # half past midnight in Tokyo
    assert mail_at("now", night, at("2026-11-23T03:00")) == at("2026-11-23T03:00")
    assert mail_at("off", night, at("2026-11-23T03:00")) is None


def test_times_that_cannot_be_kept_are_refused() -> None:
    for times, code in (
        (Times(zone="Mars/Olympus"), "no_zone"),
        (Times(quiet_from=22), "half_quiet"),
        (Times(hour=23, quiet_from=22, quiet_until=7), "quiet_digest"),
    ):
        with refused(code):
            ensure_times(times)
    ensure_times(Times(hour=7, quiet_from=22, quiet_until=7))
