"""The machine of a case, explored exhaustively, and what may be decided on which ground."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from coorum.base.ids import new_id
from coorum.moderation import rules
from coorum.moderation.kinds import AWAY, Ground, Kind, Outcome, Side, Standard, State, Step
from coorum.moderation.rules import Hearing, Standing
from tests.cast import refused

NOW = datetime(2026, 6, 9, 15, tzinfo=UTC)
#: Steps that decide, with what may come of them.
DECIDING = (Step.DECIDE, Step.OVERRULE, Step.DECIDE_AGAIN)


def after(standing: Standing, step: Step) -> list[Standing]:
    """Where a step can lead, facts included."""
    state = rules.next_state(standing, step)
    if step in DECIDING:
        outcomes = AWAY if step == Step.OVERRULE else set(Outcome)
        appealed = standing.was_appealed and step == Step.DECIDE_AGAIN
        overruled = standing.was_overruled or step == Step.OVERRULE
        facts = {"was_appealed": appealed, "was_overruled": overruled}
        return [replace(standing, state=state, outcome=outcome, **facts) for outcome in outcomes]
    if step == Step.SORT:
        return [replace(standing, state=state, kind=kind) for kind in Kind]
    more = {Step.ASK: "was_asked", Step.DELAY: "was_delayed", Step.APPEAL: "was_appealed"}.get(step)
    return [replace(standing, state=state, **({more: True} if more else {}))]


def reached() -> set[Standing]:
    """Everything that can ever be true of a case."""
    starts = [
        Standing(kind=kind, has_author=author, is_staffs_own=own)
        for kind, author, own in product(Kind, (True, False), (True, False))
    ]
    found, edge = set(starts), list(starts)
    while edge:
        standing = edge.pop()
        for step in rules.steps_open(standing):
            new = set(after(standing, step)) - found
            found |= new
            edge += new
    return found


ALL = reached()


def ends(standing: Standing) -> bool:
    """Whether it can come to an end from here."""
    seen, edge = {standing}, [standing]
    while edge:
        one = edge.pop()
        if one.state == State.FINAL:
            return True
        new = {each for step in rules.steps_open(one) for each in after(one, step)} - seen
        seen |= new
        edge += new
    return False


def test_every_state_and_every_step_is_reached() -> None:
    assert {one.state for one in ALL} == set(State)
    assert {step for one in ALL for step in rules.steps_open(one)} == set(Step)


def test_from_everywhere_a_case_can_come_to_its_end() -> None:
    assert [one for one in ALL if not ends(one)] == []


def test_what_is_not_open_is_refused() -> None:
    for standing in ALL:
        for step in set(Step) - set(rules.steps_open(standing)):
            with refused("not_now"):
                rules.next_state(standing, step)


def test_nothing_is_final_without_a_decision() -> None:
    assert all(one.outcome is not None for one in ALL if one.state in (State.BOTH_TOLD, State.APPEAL, State.FINAL))


def test_those_concerned_are_told_of_each_decision_before_anything_else() -> None:
    assert {step for one in ALL if one.state == State.DECIDED for step in rules.steps_open(one)} == {Step.TELL}


def test_while_the_author_may_answer_nobody_of_the_staff_decides() -> None:
    asked = [one for one in ALL if one.state == State.SENDER_ASKED]
    assert asked
    assert all(Step.DECIDE not in rules.steps_open(one) for one in asked)


def test_the_provider_overrules_upward_only_once_and_only_for_a_child() -> None:
    for one in ALL:
        if Step.OVERRULE in rules.steps_open(one):
            assert one.kind == Kind.CHILD
            assert one.outcome != Outcome.REMOVED
            assert not one.was_overruled


def test_staff_take_back_only_what_they_removed_of_themselves() -> None:
    for one in ALL:
        if Step.TAKE_BACK in rules.steps_open(one):
            assert one.is_staffs_own
            assert one.outcome in AWAY
            assert not one.was_appealed


def test_a_decision_is_looked_at_again_once() -> None:
    assert all(not one.was_appealed for one in ALL if Step.APPEAL in rules.steps_open(one))


@pytest.mark.parametrize(
    ("hearing", "grounds"),
    [
        (None, set()),
        (Hearing(NOW), {Ground.JUDGED, Ground.SILENT}),
        (Hearing(NOW + timedelta(microseconds=1)), set()),
        (Hearing(NOW, objects=True), {Ground.JUDGED}),
        (Hearing(NOW + timedelta(days=1), objects=True), {Ground.JUDGED}),
        (Hearing(NOW, objects=False), {Ground.JUDGED, Ground.AGREED}),
    ],
)
def test_a_claim_to_a_right_needs_the_author_heard_or_silent(hearing: Hearing | None, grounds: set[Ground]) -> None:
    assert rules.grounds_open(Kind.RIGHTS, has_author=True, hearing=hearing, moment=NOW) == grounds


def test_where_nobody_can_be_asked_or_it_is_no_claim_somebody_judges() -> None:
    assert rules.grounds_open(Kind.RIGHTS, has_author=False, hearing=None, moment=NOW) == {Ground.JUDGED}
    for kind in set(Kind) - {Kind.RIGHTS}:
        assert rules.grounds_open(kind, has_author=True, hearing=None, moment=NOW) == {Ground.JUDGED}


def test_silence_is_never_a_ground_after_an_objection() -> None:
    for days in range(-10, 10):
        hearing = Hearing(NOW + timedelta(days=days), objects=True)
        for kind in Kind:
            grounds = rules.grounds_open(kind, has_author=True, hearing=hearing, moment=NOW)
            assert Ground.SILENT not in grounds


def test_taking_away_needs_a_reason_a_standard_and_a_ground() -> None:
    given = {"reason": "広告", "standard": Standard.PROMOTION, "ground": Ground.JUDGED, "grounds": {Ground.JUDGED}}
    for outcome in AWAY:
        rules.ensure_decidable(outcome, **given)  # type: ignore[arg-type]
        for code, without in (
            ("reason_needed", {"reason": " "}),
            ("standard_needed", {"standard": ""}),
            ("not_heard", {"grounds": set()}),
            ("no_ground", {"ground": Ground.SILENT}),
        ):
            with refused(code):
                rules.ensure_decidable(outcome, **{**given, **without})  # type: ignore[arg-type]
    with refused("reason_needed"):
        rules.ensure_decidable(Outcome.KEPT, **{**given, "reason": ""})  # type: ignore[arg-type]


def test_nobody_decides_twice_or_about_themselves() -> None:
    me, other = new_id(), new_id()
    with refused("same_person"):
        rules.ensure_other_eyes(me, decided_by={me})
    with refused("same_person"):
        rules.ensure_other_eyes(None, decided_by=set())
    rules.ensure_other_eyes(me, decided_by={other})
    for author, reporters in ((me, []), (other, [me])):
        with refused("own_case"):
            rules.ensure_not_own(me, author=author, reporters=reporters, is_alone=False)
        rules.ensure_not_own(me, author=author, reporters=reporters, is_alone=True)


def test_only_what_is_urgent_and_no_false_alarm_is_hidden_at_once() -> None:
    calm = {"is_known": True, "false_alarms": 0, "was_kept": False}
    assert {kind for kind in Kind if rules.hides_at_once(kind, **calm)} == {Kind.CHILD, Kind.INTIMATE}  # type: ignore[arg-type]
    for doubt in ({"is_known": False}, {"false_alarms": rules.FALSE_ALARMS}, {"was_kept": True}):
        assert not any(rules.hides_at_once(kind, **{**calm, **doubt}) for kind in Kind)  # type: ignore[arg-type]


def test_whoever_a_decision_goes_against_may_ask_for_another_look() -> None:
    assert {one: rules.side_of_appeal(one) for one in Outcome} == {
        Outcome.KEPT: Side.REPORTER,
        Outcome.HIDDEN: Side.AUTHOR,
        Outcome.REMOVED: Side.AUTHOR,
    }
