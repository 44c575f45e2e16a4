"""Moments are told in the reader's language and the site's time zone."""

from datetime import UTC, date, datetime

from django.utils.translation import override

from coorum.web.times import day, moment

LATE = datetime(2026, 3, 4, 20, 30, tzinfo=UTC)


def test_a_late_evening_in_utc_is_the_next_day_in_tokyo() -> None:
    with override("ja"):
        assert day(LATE) == "2026年3月5日"


def test_a_moment_is_written_in_the_language_of_each_reader() -> None:
    with override("ja"):
        japanese = moment(LATE)
    with override("en"):
        assert moment(LATE) != japanese


def test_a_date_without_a_time_stays_the_date_it_is() -> None:
    with override("ja"):
        assert day(date(2026, 3, 4)) == "2026年3月4日"
