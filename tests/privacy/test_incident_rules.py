"""The machine of an incident, walked through every state it can reach (obligations c-3)."""

from datetime import UTC, datetime
from itertools import product

import pytest

from coorum.base.errors import Refused
from coorum.privacy.incidents import rules
from coorum.privacy.incidents.clock import Assessed
from coorum.privacy.incidents.kinds import ENDED, Phase, Role, Step, Trigger
from coorum.privacy.incidents.rules import Standing
from tests.cast import refused

SOME = datetime(2026, 11, 2, tzinfo=UTC)
FOUND = [
    Assessed(SOME, frozenset(triggers), role, 10, exempt)
    for triggers, role, exempt in product([[], [Trigger.IMPROPER]], Role, [False, True])
]
UNDECIDED = {
    Phase.SUSPECTED: {Step.TRIAGE},
    Phase.TRIAGED: {Step.DOUBT, Step.KNOW},
    Phase.DOUBTED: {Step.AGREE, Step.DISAGREE, Step.KNOW},
    Phase.NOT_BREACH: set(),
    Phase.CLOSED: set(),
}


def reachable() -> dict[Standing, set[Standing]]:
    """Every standing, and where it leads."""
    found: dict[Standing, set[Standing]] = {}
    waiting = [Standing()]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found[one] = {
            rules.after(one, step, assessed=what)
            for step in rules.steps_open(one)
            for what in (FOUND if step == Step.ASSESS else [None])
        }
        waiting += found[one]
    return found


ALL = reachable()


def expected(one: Standing) -> set[Step]:
    """What c-3 allows there, said once more in other words."""
    if one.phase != Phase.KNOWN:
        return UNDECIDED[one.phase]
    may = {Step.CONTAIN, Step.PRESERVE, Step.ASSESS}
    prelim, final = Step.FILE_PRELIMINARY in one.done, Step.FILE_FINAL in one.done
    told = bool({Step.TELL_PERSONS, Step.PUBLISH} & one.done)
    if one.is_operators:
        may |= {Step.TELL_OPERATOR}
    if one.is_ours:
        may |= {Step.TELL_PERSONS, Step.PUBLISH} | (set() if told else {Step.DEFER})
        may |= {Step.SUPPLEMENT} if prelim else {Step.FILE_PRELIMINARY}
        may |= {Step.FILE_FINAL} if prelim and not final and (told or Step.DEFER in one.done) else set()
    elif prelim:
        may |= {Step.WITHDRAW}
    first = {Step.CONTAIN, Step.PRESERVE, Step.ASSESS} <= one.done
    operator = not one.is_operators or Step.TELL_OPERATOR in one.done
    reported = (prelim and final and told) if one.is_ours else not prelim
    if first and operator and reported:
        may |= {Step.LEARN} | ({Step.CLOSE} if Step.LEARN in one.done else set())
    return may


def test_every_state_takes_the_steps_of_the_design_and_refuses_all_others() -> None:
    assert len(ALL) > 500
    for one in ALL:
        assert set(rules.steps_open(one)) == expected(one), one
        for step in set(Step) - expected(one):
            with pytest.raises(Refused):
                rules.after(one, step)


def test_there_is_no_dead_end() -> None:
    ends = {one for one in ALL if one.phase in ENDED}
    grown = True
    while grown:
        more = {one for one, onward in ALL.items() if onward & ends} - ends
        ends, grown = ends | more, bool(more)
    assert ends == set(ALL)


def test_nothing_is_closed_while_something_is_owed() -> None:
    for one in ALL:
        if one.phase != Phase.CLOSED:
            continue
        assert {Step.CONTAIN, Step.PRESERVE, Step.ASSESS, Step.LEARN} <= one.done
        assert not one.is_ours or (Step.FILE_FINAL in one.done and one.was_told)
        assert not one.is_operators or Step.TELL_OPERATOR in one.done
        assert one.is_ours or not one.was_reported


def test_a_standing_is_read_back_from_its_steps() -> None:
    taken = [Step.TRIAGE, Step.KNOW, Step.ASSESS, Step.FILE_PRELIMINARY, Step.ASSESS, Step.WITHDRAW]
    nothing, something = FOUND[0], Assessed(SOME, frozenset({Trigger.IMPROPER}), Role.OWN, 10)
    one = Standing()
    for step, what in zip(taken, [None, None, something, None, nothing, None], strict=True):
        one = rules.after(one, step, assessed=what)
    assert rules.standing_of(Phase.KNOWN, taken, nothing) == one


def test_nobody_agrees_with_themselves_that_there_was_nothing() -> None:
    with refused("self_approval"):
        rules.ensure_second(Step.AGREE, proposed_by=1, actor=1, is_alone=False, why="")
    with refused("no_reason"):
        rules.ensure_second(Step.AGREE, proposed_by=1, actor=1, is_alone=True, why=" ")
    rules.ensure_second(Step.AGREE, proposed_by=1, actor=1, is_alone=True, why="one officer")
    rules.ensure_second(Step.AGREE, proposed_by=1, actor=2, is_alone=False, why="")
    rules.ensure_second(Step.DISAGREE, proposed_by=1, actor=1, is_alone=False, why="")
