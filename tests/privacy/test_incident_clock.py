"""By when an incident is reported: every example of the design, at moments that stand still (obligations b-5, g)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coorum.privacy import calendar
from coorum.privacy.incidents import clock
from coorum.privacy.incidents.clock import Assessed, Course, Deadline, Entry
from coorum.privacy.incidents.kinds import Due, Phase, Role, Step, Trigger


def jst(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=calendar.JAPAN)  # type: ignore[misc,arg-type]


T0 = jst(2026, 11, 2, 10)


def assessed(
    *triggers: Trigger, role: Role = Role.OWN, most: int = 10, at: datetime = T0, exempt: bool = False
) -> Assessed:
    return Assessed(at, frozenset(triggers), role, most, exempt)


def known(*assessments: Assessed, entries: tuple[Entry, ...] = (), at: datetime = T0) -> Course:
    return Course(Phase.KNOWN, at, at, assessments, (Entry(Step.KNOW, at), *entries))


def due(course: Course, what: Due) -> list[Deadline]:
    return [one for one in clock.deadlines(course) if one.what == what]


def test_what_support_knew_a_minute_before_midnight_is_that_days() -> None:
    late = jst(2026, 11, 2, 23, 59)
    assert clock.counted_day(late, 1) == date(2026, 11, 2)
    assert clock.counted_day(late.astimezone(UTC), 1) == date(2026, 11, 2)
    assert clock.counted_day(late + timedelta(minutes=1), 1) == date(2026, 11, 3)


def test_day_thirty_at_the_turn_of_the_year_moves_to_the_fourth_of_january() -> None:
    known_at = jst(2026, 12, 1, 9)
    assert clock.counted_day(known_at, 30) == date(2026, 12, 30)
    # 4 January 2027 is a Monday
    assert clock.last_day(known_at, clock.FINAL_DAY) == date(2027, 1, 4)


def test_an_improper_purpose_gives_sixty_days_also_when_many_are_concerned() -> None:
    assert clock.counted_day(T0, 60) == date(2026, 12, 31)
    (final,) = due(known(assessed(Trigger.IMPROPER, most=5000)), Due.FINAL)
    assert final.last_day == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("known_on", "last"),
    [
        (jst(2026, 11, 2), date(2026, 11, 6)),  # Monday: Friday
        (jst(2026, 11, 4), date(2026, 11, 9)),  # day 5 is a Sunday: Monday
        (jst(2026, 10, 30), date(2026, 11, 4)),  # day 5 is Culture Day: the day after
        (jst(2026, 4, 29), date(2026, 5, 7)),  # day 5 is within Golden Week, which ends on 6 May
        (jst(2026, 12, 27), date(2027, 1, 4)),  # day 5 is New Year's Eve
    ],
)
def test_the_fifth_day_counts_weekends_and_moves_where_nobody_is_there(known_on: datetime, last: date) -> None:
    assert clock.last_day(known_on, 5) == last


def test_a_report_is_in_time_until_the_day_ends_in_japan() -> None:
    (preliminary,) = due(known(assessed(Trigger.SENSITIVE)), Due.PRELIMINARY)
    assert preliminary.target == date(2026, 11, 4)
    assert preliminary.last_day == date(2026, 11, 6)
    assert not preliminary.has_passed(jst(2026, 11, 6, 23, 59, 59))
    assert preliminary.has_passed(jst(2026, 11, 7))


def test_more_than_a_thousand_found_later_resets_that_triggers_time_only() -> None:
    found = T0 + timedelta(days=20)
    course = known(assessed(Trigger.FINANCIAL), assessed(Trigger.FINANCIAL, most=1001, at=found))
    assert clock.starts(T0, course.assessments) == {Trigger.FINANCIAL: T0, Trigger.MANY: found}
    assert [one.last_day for one in due(course, Due.FINAL)] == [clock.last_day(T0, 30), clock.last_day(found, 30)]


def test_a_thousand_are_not_more_than_a_thousand() -> None:
    assert not assessed(most=1000).is_reportable
    assert assessed(most=1001).all_triggers == {Trigger.MANY}
    assert assessed(Trigger.MANY, most=1000).all_triggers == set(), "it is counted, not chosen"


def test_a_number_above_a_thousand_from_the_start_counts_from_the_start() -> None:
    later = assessed(most=3000, at=T0 + timedelta(days=2))
    assert clock.starts(T0, [later]) == {Trigger.MANY: T0}


def test_encrypted_data_are_out_of_the_duty() -> None:
    assert due(known(assessed(Trigger.SENSITIVE, exempt=True)), Due.FINAL) == []


def test_entrusted_data_are_told_to_the_operator_and_not_reported_by_us() -> None:
    course = known(assessed(Trigger.IMPROPER, role=Role.ENTRUSTED))
    assert [one.what for one in clock.deadlines(course)] == [Due.TELL_OPERATOR]
    both = {one.what for one in clock.deadlines(known(assessed(Trigger.IMPROPER, role=Role.BOTH)))}
    assert both == {Due.TELL_OPERATOR, Due.PRELIMINARY, Due.FINAL, Due.PERSONS}


def test_until_it_is_assessed_the_duty_is_taken_for_granted() -> None:
    assert {one.what for one in clock.deadlines(known())} == {Due.PRELIMINARY, Due.FINAL}


def test_a_suspicion_is_looked_at_within_a_day_and_decided_within_the_days_of_a_report() -> None:
    (triage,) = clock.deadlines(Course(Phase.SUSPECTED, T0))
    assert (triage.what, triage.due) == (Due.TRIAGE, T0 + timedelta(hours=24))
    (decide,) = clock.deadlines(Course(Phase.TRIAGED, T0, entries=[Entry(Step.TRIAGE, T0)]))
    assert (decide.what, decide.last_day) == (Due.DECIDE, date(2026, 11, 6))


def test_a_deferred_notice_is_looked_at_again_in_forty_eight_hours() -> None:
    put_off = T0 + timedelta(hours=5)
    course = known(assessed(Trigger.SENSITIVE), entries=(Entry(Step.DEFER, put_off),))
    assert due(course, Due.PERSONS)[0].done_at == put_off
    assert [one.due for one in due(course, Due.REVIEW)] == [put_off + timedelta(hours=48)]
    told = known(assessed(Trigger.SENSITIVE), entries=(Entry(Step.DEFER, put_off), Entry(Step.TELL_PERSONS, put_off)))
    assert due(told, Due.REVIEW) == []


def test_what_was_filed_stops_the_clock_and_what_was_withdrawn_does_not() -> None:
    filed = Entry(Step.FILE_PRELIMINARY, T0 + timedelta(days=1))
    course = known(assessed(Trigger.SENSITIVE), entries=(filed,))
    assert due(course, Due.PRELIMINARY)[0].done_at == filed.at
    back = known(assessed(Trigger.SENSITIVE), entries=(filed, Entry(Step.WITHDRAW, filed.at)))
    assert due(back, Due.PRELIMINARY)[0].done_at is None


def test_after_the_final_report_a_supplement_answers_the_later_clock() -> None:
    found = T0 + timedelta(days=40)
    both = (assessed(Trigger.FINANCIAL), assessed(Trigger.FINANCIAL, most=2000, at=found))
    filed = (Entry(Step.FILE_PRELIMINARY, T0), Entry(Step.FILE_FINAL, T0 + timedelta(days=29)))
    assert [one.done_at for one in due(known(*both, entries=filed), Due.FINAL)].count(None) == 1
    more = (*filed, Entry(Step.SUPPLEMENT, found + timedelta(days=1)))
    assert all(one.done_at for one in due(known(*both, entries=more), Due.FINAL))
