"""The machine of an enquiry, explored exhaustively, and its days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coorum.base.errors import Refused
from coorum.enquiries import rules
from coorum.enquiries.kinds import WAITING, State, Step
from tests.cast import refused

ENDS = {State.LINKED}


def reached(start: State = State.RECEIVED) -> set[State]:
    found, edge = {start}, [start]
    while edge:
        state = edge.pop()
        for step in rules.steps_open(state):
            after = rules.next_state(state, step)
            if after not in found:
                found.add(after)
                edge.append(after)
    return found


def test_every_state_is_reached_and_only_a_joined_case_stays_where_it_is() -> None:
    assert reached() == set(State)
    stuck = {
        state for state in State if all(rules.next_state(state, step) == state for step in rules.steps_open(state))
    }
    assert stuck == ENDS


def test_every_step_that_is_not_open_is_refused() -> None:
    for state in State:
        for step in set(Step) - set(rules.steps_open(state)):
            with refused("not_now"):
                rules.next_state(state, step)


def test_from_every_case_that_waits_an_answer_can_be_given() -> None:
    assert all(rules.next_state(state, Step.ANSWER) == State.ANSWERED for state in WAITING)


def test_a_writer_can_always_write_again() -> None:
    assert [state for state in State if Step.REPLY not in rules.steps_open(state)] == []


def test_nothing_but_an_answer_or_a_way_on_takes_a_case_off_the_waiting_list() -> None:
    ways = {
        step for state in WAITING for step in rules.steps_open(state) if rules.next_state(state, step) not in WAITING
    }
    assert ways == {Step.ANSWER, Step.LINK, Step.FORWARD, Step.HAND_OVER, Step.SET_ASIDE}


@pytest.mark.parametrize(
    ("arrived", "due"),
    [
        (datetime(2026, 6, 5, 13, 30, tzinfo=UTC), date(2026, 6, 9)),  # Friday 22:30
        (datetime(2026, 6, 5, 15, 30, tzinfo=UTC), date(2026, 6, 9)),  # Saturday 0:30
        (datetime(2026, 6, 8, 3, 0, tzinfo=UTC), date(2026, 6, 10)),  # Monday noon
        (datetime(2026, 12, 28, 3, 0, tzinfo=UTC), date(2027, 1, 5)),  # the turn of the year
        (datetime(2026, 4, 28, 3, 0, tzinfo=UTC), date(2026, 5, 1)),  # around a holiday
    ],
)
def test_the_target_is_the_second_business_day_after_arrival(arrived: datetime, due: date) -> None:
    assert rules.due_on(arrived) == due


def test_a_number_is_found_in_whatever_a_mail_program_makes_of_a_subject() -> None:
    for subject in ("Re: [#0A1B2C3D] お問い合わせ", "RE: ［＃0a1b2c3d］", "Fwd: Re: [#0a1b2c3d]"):
        assert rules.number_in(subject) == "0A1B2C3D"
    assert rules.number_in("#0A1B2C3D") == ""


def test_a_reply_joins_for_thirty_days_after_our_answer() -> None:
    now = datetime(2026, 6, 5, tzinfo=UTC)
    assert rules.joins(State.CLOSED, now - timedelta(days=30), now)
    assert not rules.joins(State.CLOSED, now - timedelta(days=31), now)
    assert rules.joins(State.OPEN, None, now)


def test_the_claimed_moment_of_arrival_is_held_within_bounds() -> None:
    now = datetime(2026, 6, 5, tzinfo=UTC)
    assert rules.arrival(now + timedelta(hours=1), now) == now
    assert rules.arrival(now - timedelta(days=400), now) == now - timedelta(days=90)


def test_refusals_are_sentences() -> None:
    with pytest.raises(Refused) as caught:
        rules.next_state(State.CLOSED, Step.ANSWER)
    assert str(caught.value)
