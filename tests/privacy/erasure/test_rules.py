"""The machine of an erasure, walked through every state it can reach (obligations c-5)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, product

import pytest

from coorum.base.errors import Refused
from coorum.privacy.erasure import rules
from coorum.privacy.erasure.kinds import ENDED, Result, State, Step
from coorum.privacy.erasure.rules import Standing
from tests.cast import refused

ANSWERS = [frozenset(some) for size in range(4) for some in combinations(Result, size)]
TRUE_OF_IT = list(product(ANSWERS, [False, True]))


def reachable() -> dict[Standing, set[Standing]]:
    """Every standing, whatever is true of it, and where it leads."""
    found: dict[Standing, set[Standing]] = {}
    waiting = [Standing(has_grace=grace) for grace in (True, False)]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        onward = {replace(one, state=rules.next_state(one, step)) for step in rules.steps_open(one)}
        learned = {replace(one, results=results, is_clean=clean) for results, clean in TRUE_OF_IT}
        found[one] = onward
        waiting += [*onward, *learned]
    return found


ALL = reachable()


def expected(one: Standing) -> set[Step]:
    """What c-5 allows there, said once more in other words."""
    whole = one.results == {Result.DONE}
    held_up = not one.results or Result.ERROR in one.results
    if one.state == State.CONFIRMED:
        return {Step.REST} if one.has_grace else {Step.BEGIN}
    if one.state == State.ERASING:
        return {Step.FAIL} if held_up else {Step.FINISH}
    if one.state == State.BACKUP_AGED:
        return {Step.PROVE} if whole and one.is_clean else {Step.DOUBT}
    return {
        State.REQUESTED: {Step.CONFIRM, Step.LAPSE, Step.UNDO},
        State.GRACE: {Step.UNDO, Step.BEGIN},
        State.RESIDUAL: {Step.AGE} if whole else set(),
    }.get(one.state, set())


def test_every_state_takes_the_steps_of_the_design_and_refuses_all_others() -> None:
    assert {one.state for one in ALL} == set(State)
    for one in ALL:
        assert set(rules.steps_open(one)) == expected(one), one
        for step in set(Step) - expected(one):
            with pytest.raises(Refused):
                rules.next_state(one, step)


def test_nothing_is_proven_while_a_system_is_silent_or_something_is_left() -> None:
    for one, onward in ALL.items():
        if any(other.state == State.PROVEN for other in onward - {one}):
            assert one.results == {Result.DONE}
            assert one.is_clean


def test_nobody_comes_back_once_the_erasing_has_begun() -> None:
    for one in ALL:
        if one.state in (State.ERASING, State.RESIDUAL, State.BACKUP_AGED, State.PROVEN):
            assert Step.UNDO not in rules.steps_open(one)


def test_there_is_no_dead_end() -> None:
    """From everywhere an end can be reached, once the systems answer."""
    whole = replace(Standing(), results=frozenset([Result.DONE]), is_clean=True)
    for state, grace in product(State, [True, False]):
        one, steps = replace(whole, state=state, has_grace=grace), 0
        while one.state not in ENDED:
            last = rules.steps_open(one)[-1]
            one, steps = replace(one, state=rules.next_state(one, last)), steps + 1
            assert steps < 9


def test_days_of_grace_and_backups_are_counted_to_the_moment() -> None:
    asked = datetime(2028, 2, 20, 3, tzinfo=UTC)
    days = timedelta(days=1)
    assert rules.due_at(State.REQUESTED, asked=asked, rested=None, erased=None) == asked + days
    assert rules.due_at(State.GRACE, asked=asked, rested=asked, erased=None) == datetime(2028, 3, 5, 3, tzinfo=UTC)
    assert rules.due_at(State.RESIDUAL, asked=asked, rested=asked, erased=asked) == asked + 35 * days
    assert rules.due_at(State.ERASING, asked=asked, rested=asked, erased=None) is None


def test_one_erasure_at_a_time() -> None:
    rules.ensure_none_open([State.PROVEN, State.UNDONE, State.LAPSED, State.REQUESTED])
    for state in (State.CONFIRMED, State.GRACE, State.ERASING, State.RESIDUAL, State.BACKUP_AGED):
        with refused("leaving"):
            rules.ensure_none_open([state])
