"""The machines of requests, erasures and ends of contract with the clock as one more act (obligations c-1, c-5, c-6).

Every state is entered at a moment; in it time passes to one moment before its deadline, and to the deadline. Whatever
people do or leave undone, what is said here of time must be so in all that can be reached.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from coorum.privacy import calendar, rules
from coorum.privacy.closing import rules as closing
from coorum.privacy.closing.kinds import BEFORE_THE_END, Phase
from coorum.privacy.closing.kinds import Step as ClosingStep
from coorum.privacy.erasure import rules as erasure
from coorum.privacy.erasure.kinds import Result
from coorum.privacy.erasure.kinds import State as ErasureState
from coorum.privacy.erasure.kinds import Step as ErasureStep
from coorum.privacy.kinds import Kind, State, Step

START = datetime(2026, 12, 29, 14, 59, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
#: c-1: what time does to a case, and after how long in its state; it is always the person's turn, or nobody's.
TIME = {
    State.IDENTITY_PENDING: (calendar.IDENTITY, Step.FAIL_IDENTITY),
    State.IDENTITY_FAILED: (calendar.CURE, Step.CLOSE),
    State.FEE_QUOTED: (calendar.FEE, Step.LAPSE),
    State.DELIVERED: (calendar.PACKAGE, Step.CLOSE),
}


def explored[S](first: S, onward: Callable[[S], Iterator[S]]) -> set[S]:
    """Everything that can be reached, breadth first."""
    found, ahead = {first}, [first]
    while ahead:
        ahead = [one for here in ahead for one in onward(here) if one not in found and not found.add(one)]  # type: ignore[func-returns-value]
    return found


@pytest.mark.parametrize("kind", Kind)
def test_time_never_decides_a_case_and_always_ends_what_waits_for_the_person(kind: Kind) -> None:
    def onward(here: tuple[State, bool]) -> Iterator[tuple[State, bool]]:
        state, is_due = here
        if state in TIME and not is_due:
            yield state, True
        for step in Step:
            by_time = state in TIME and TIME[state][1] == step
            if rules.can(kind, state, step) and (is_due or not by_time):
                yield rules.next_state(kind, state, step), False

    for state, is_due in explored((State.RECEIVED, False), onward):
        steps = {step for step in Step if rules.can(kind, state, step)}
        if is_due:
            assert TIME[state][1] in steps, state
        if state in rules.WAITING and state != State.FEE_LAPSED:
            assert state in TIME, f"{state} would wait for the person for ever"
        assert state not in TIME or state not in rules.OFFICERS_TURN


def test_all_deadlines_of_a_case_are_later_than_its_reminders() -> None:
    assert calendar.REMIND_IDENTITY < calendar.IDENTITY
    assert calendar.REMIND_FEE < calendar.FEE
    assert calendar.TARGET < calendar.RISK


ANSWERS = [frozenset(one) for one in ((), (Result.DONE,), (Result.ERROR,), (Result.DONE, Result.HELD))]
ASKING = (ErasureState.ERASING, ErasureState.RESIDUAL, ErasureState.BACKUP_AGED)
BY_TIME = {
    ErasureState.REQUESTED: ErasureStep.LAPSE,
    ErasureState.GRACE: ErasureStep.BEGIN,
    ErasureState.RESIDUAL: ErasureStep.AGE,
}


@dataclass(frozen=True)
class At:
    """An erasure in a state entered `since`, `now`; `erased` once every system had answered."""

    one: erasure.Standing
    since: datetime = START
    now: datetime = START
    erased: datetime | None = None

    @property
    def due(self) -> datetime | None:
        return erasure.due_at(self.one.state, asked=self.since, rested=self.since, erased=self.since)

    @property
    def is_due(self) -> bool:
        return self.due is not None and self.now >= self.due


def _later(here: At) -> Iterator[At]:
    if here.due and not here.is_due:
        yield replace(here, now=here.due - MOMENT)
        yield replace(here, now=here.due)
    if here.one.state in ASKING:
        for results, clean in product(ANSWERS, (True, False)):
            yield replace(here, one=replace(here.one, results=results, is_clean=clean))
    for step in erasure.steps_open(here.one):
        if BY_TIME.get(here.one.state) != step or here.is_due:
            yield _moved(here, step)


def _moved(here: At, step: ErasureStep) -> At:
    state = erasure.next_state(here.one, step)
    since = here.since if state == here.one.state else here.now
    erased = here.now if step == ErasureStep.FINISH else here.erased
    return At(replace(here.one, state=state), since, here.now, erased)


def test_an_erasure_moves_by_time_in_no_moment_but_its_own() -> None:
    """What is due is due at `due_at`, not a moment earlier; nothing is proven before 35 days."""
    found = explored(At(erasure.Standing(has_grace=True)), _later)
    found |= explored(At(erasure.Standing(has_grace=False)), _later)
    for here in found:
        if here.one.state in (ErasureState.BACKUP_AGED, ErasureState.PROVEN):
            assert here.erased
            assert here.now - here.erased >= erasure.BACKUPS
        if here.one.state == ErasureState.GRACE and here.is_due:
            assert ErasureStep.BEGIN in erasure.steps_open(here.one)
    assert {here.one.state for here in found} == set(ErasureState)
    assert max(here.now for here in found) >= START + erasure.GRACE + erasure.BACKUPS


def test_the_end_of_a_contract_moves_by_time_in_no_moment_but_its_own() -> None:
    ends, records = START + closing.NOTICE_TIME, START + timedelta(days=3 * 366)

    def onward(here: tuple[Phase, datetime]) -> Iterator[tuple[Phase, datetime]]:
        phase, now = here
        at = closing.due_at(phase, ends, records_until=records)
        if at and now < at:
            yield from ((phase, at - MOMENT), (phase, at))
        for step in ClosingStep:
            by_time = at is not None and step != ClosingStep.CALL_OFF
            if step in _steps(phase) and (not by_time or (at and now >= at)):
                yield closing.after(phase, step), now

    found = explored((Phase.NOTICE, START), onward)
    assert {phase for phase, _now in found} == set(Phase)
    for phase, now in found:
        assert now >= ends or phase in (*BEFORE_THE_END, Phase.CALLED_OFF)
        assert now >= ends + closing.MEMBERS_TIME or phase not in (Phase.DELETED, Phase.KEPT, Phase.OVER)
        assert now >= records or phase != Phase.OVER
        assert phase not in (Phase.TOLD, Phase.EXPORT) or ClosingStep.CALL_OFF in _steps(phase)
    for phase in (Phase.CLOSED, Phase.RETURNED):
        assert closing.must_be_done_by(phase, ends) == ends + closing.DELETE_WITHIN
    assert closing.MEMBERS_TIME < closing.DELETE_WITHIN


def _steps(phase: Phase) -> list[ClosingStep]:
    found = []
    for step in ClosingStep:
        try:
            closing.after(phase, step)
        except rules.Refused:
            continue
        found.append(step)
    return found
