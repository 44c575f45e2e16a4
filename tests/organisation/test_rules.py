"""The machine of a processor's entry explored whole, and each reason for which nothing may go there."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from coorum.organisation.kinds import Due, Fault, Route, State, Step
from coorum.organisation.rules import (
    IN_USE,
    OVER,
    REVIEW_GRACE,
    Standing,
    after,
    deadlines,
    faults,
    months_after,
    steps_open,
)
from tests.cast import refused

DAY = date(2026, 6, 10)
SOUND = Standing(
    State.ACTIVE,
    named=frozenset({"US", "GB", "DE", "FR"}),
    checked_on=DAY,
    starts_on=DAY,
    ends_on=date(2027, 6, 9),
    reviewed_on=DAY,
)


def reached(start: State = State.PROPOSED) -> set[State]:
    """Every state some steps lead to."""
    found, todo = {start}, [start]
    while todo:
        state = todo.pop()
        for step in (*steps_open(state), *([Step.FALL_DUE] if state == State.ACTIVE else [])):
            onward = after(state, step)
            if onward not in found:
                found.add(onward)
                todo.append(onward)
    return found


def test_every_state_can_be_reached() -> None:
    assert reached() == set(State)


def test_use_is_reached_through_an_approval_only() -> None:
    ways = {step for state in State for step in Step if state not in IN_USE and _leads(state, step) in IN_USE}
    assert ways == {Step.ACTIVATE}


def test_nothing_is_approved_before_check_and_contract() -> None:
    assert {state for state in State if Step.ACTIVATE in steps_open(state)} == {State.CONTRACTED, State.SUSPENDED}
    assert {state for state in State if _leads(state, Step.CONTRACT) == State.CONTRACTED} == {
        State.CHECKED,
        State.CONTRACTED,
    }


def test_what_was_in_use_ends_with_a_certificate_and_nothing_else() -> None:
    assert State.DROPPED not in reached(State.ACTIVE)
    assert {state for state in State if _leads(state, Step.CERTIFY)} == {State.ENDED}
    assert steps_open(State.CERTIFIED) == steps_open(State.DROPPED) == []


def _leads(state: State, step: Step) -> State | None:
    return after(state, step) if _open(state, step) else None


def _open(state: State, step: Step) -> bool:
    return step in steps_open(state) or (step == Step.FALL_DUE and state == State.ACTIVE)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_what_is_not_open_is_refused(state: State, step: Step) -> None:
    if not _open(state, step):
        with refused("not_now"):
            after(state, step)


def test_a_sound_processor_has_no_fault() -> None:
    assert faults(SOUND, DAY) == []


@pytest.mark.parametrize("state", [state for state in State if state not in IN_USE])
def test_nothing_goes_to_one_that_is_not_in_use(state: State) -> None:
    assert faults(replace(SOUND, state=state), DAY) == [Fault.NOT_ACTIVE]


def test_a_contract_holds_through_its_last_day_and_no_longer() -> None:
    assert faults(SOUND, date(2027, 6, 9)) == []
    assert faults(SOUND, date(2027, 6, 10)) == [Fault.EXPIRED]
    assert faults(SOUND, DAY - timedelta(days=1)) == [Fault.NOT_BEGUN]
    assert faults(replace(SOUND, ends_on=None), DAY) == [Fault.NO_CONTRACT]


def test_no_check_no_use() -> None:
    assert faults(replace(SOUND, checked_on=None), DAY) == [Fault.NO_CHECK]


def test_a_review_may_be_late_by_its_grace_and_no_more() -> None:
    one = replace(SOUND, reviewed_on=date(2025, 6, 10))
    assert faults(one, date(2026, 6, 10) + REVIEW_GRACE) == []
    assert faults(one, date(2026, 6, 10) + REVIEW_GRACE + timedelta(days=1)) == [Fault.REVIEW_OVERDUE]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"country": "DE", "route": Route.EQUAL}, []),
        ({"country": "GB", "route": Route.EQUAL, "subcountries": frozenset({"JP", "FR"})}, []),
        ({"country": "GB", "route": Route.EQUAL, "subcountries": frozenset({"US"})}, [Fault.NOT_EQUAL]),
        ({"country": "US", "route": Route.EQUAL}, [Fault.NOT_EQUAL]),
        ({"subcountries": frozenset({"US"})}, [Fault.NOT_EQUAL]),
        ({"country": "US", "route": Route.NO_HANDLING}, []),
        ({"country": "US", "route": Route.NO_HANDLING, "named": frozenset({"GB"})}, [Fault.NOT_NAMED]),
        ({"country": "US", "route": Route.CONSENT, "described": frozenset({"US"})}, [Fault.CONSENT_MISSING]),
        ({"country": "US", "route": Route.CONSENT}, [Fault.CONSENT_MISSING, Fault.NO_INFO]),
        (
            {"country": "US", "route": Route.MEASURES},
            [Fault.NO_INFO, Fault.NO_MEASURES, Fault.ABROAD_UNCHECKED],
        ),
        (
            {
                "country": "US",
                "route": Route.MEASURES,
                "described": frozenset({"US"}),
                "has_measures": True,
                "looked_abroad_on": DAY,
            },
            [],
        ),
        ({"has_unapproved_sub": True}, [Fault.SUB_UNAPPROVED]),
    ],
)
def test_the_way_abroad(more: dict[str, object], found: list[Fault]) -> None:
    assert faults(replace(SOUND, **more), DAY) == found  # type: ignore[arg-type]


def test_handling_abroad_is_checked_again_in_time() -> None:
    one = replace(
        SOUND,
        country="US",
        route=Route.MEASURES,
        described=frozenset({"US"}),
        has_measures=True,
        looked_abroad_on=date(2026, 1, 31),
        look_every=6,
    )
    assert faults(one, date(2026, 7, 31)) == []
    assert faults(one, date(2026, 8, 1)) == [Fault.ABROAD_UNCHECKED]
    assert (Due.ABROAD, date(2026, 7, 31)) in [(due.what, due.due) for due in deadlines(one)]


def test_what_ended_owes_a_certificate_within_thirty_days() -> None:
    (due,) = deadlines(replace(SOUND, state=State.ENDED, ended_on=DAY))
    assert (due.what, due.due) == (Due.CERTIFICATE, date(2026, 7, 10))
    assert not due.has_passed(date(2026, 7, 10))
    assert due.has_passed(date(2026, 7, 11))
    assert [deadlines(replace(SOUND, state=state)) for state in OVER if state != State.ENDED] == [[], []]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 6, 10), 12, date(2027, 6, 10)),
    ],
)
def test_months_end_where_there_is_a_day(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then
