"""The machine of a case, explored whole: every reachable state, every step."""

import pytest

from coorum.privacy import rules
from coorum.privacy.kinds import CORRECTING, STOPPING, WITH_FEE, Kind, Outcome, State, Step
from tests.cast import refused

#: What obligations c-1 says, written down a second time: state -> step -> state.
SAID = {
    "received": {"acknowledge": "identity_pending", "link": "linked", "forward": "forwarded"},
    "identity_pending": {"fail_identity": "identity_failed"},
    "identity_failed": {"close": "closed"},
    "fee_quoted": {"pay": "scoped", "waive": "scoped", "lapse": "fee_lapsed"},
    "fee_lapsed": {"reopen": "fee_quoted", "waive": "scoped"},
    "scoped": {"collect": "collecting", "forward": "forwarded"},
    "collecting": {"found": "review"},
    "review": {"decide": "decided", "collect": "collecting"},
    "decided": {"deliver": "delivered"},
    "delivered": {"bounce": "redeliver", "close": "closed"},
    "redeliver": {"deliver": "delivered"},
    "investigating": {"fix": "fixed", "leave": "not_fixed", "forward": "forwarded"},
    "frozen": {"check": "ground_check", "forward": "forwarded"},
    "ground_check": {"substitute": "alternative", "reject": "rejected"},
    **{
        settled: {"tell": "closed"}
        for settled in (
            "forwarded",
            "fixed",
            "not_fixed",
            "stopped",
            "erased",
            "provision_stopped",
            "alternative",
            "rejected",
        )
    },
    **{ended: {} for ended in ("linked", "closed", "withdrawn")},
}
ENDING = {Kind.STOP: "stopped", Kind.ERASE: "erased", Kind.STOP_PROVISION: "provision_stopped"}


def said(kind: Kind, state: State) -> dict[str, str]:
    """Every way out of a state, but for complaints and lawsuits, which change nothing."""
    ways = dict(SAID[state])
    if state in ("identity_pending", "identity_failed"):
        ways["identify"] = "fee_quoted" if kind in WITH_FEE else "investigating" if kind in CORRECTING else "frozen"
    if state == "ground_check":
        ways[kind] = ENDING[kind]
    if state in rules.UNDECIDED:
        ways["withdraw"] = "withdrawn"
    if state in (*rules.UNDECIDED, "decided"):
        ways["object"] = "withdrawn"
    if state in ("fee_quoted", "investigating", "frozen", "ground_check", "review"):
        ways["doubt"] = "identity_pending"
    return ways


def reachable(kind: Kind) -> set[State]:
    found, ahead = set(), [State.RECEIVED]
    while ahead:
        state = ahead.pop()
        if state not in found:
            found.add(state)
            ahead += [rules.next_state(kind, state, step) for step in Step if rules.can(kind, state, step)]
    return found


@pytest.mark.parametrize("kind", Kind)
def test_every_step_in_every_state_does_what_was_said_or_is_refused(kind: Kind) -> None:
    for state in reachable(kind):
        ways = said(kind, state)
        for step in Step:
            if step in (Step.COMPLAIN, Step.LITIGATE):
                assert rules.next_state(kind, state, step) == state
            elif step in ways:
                assert rules.next_state(kind, state, step) == ways[step], (state, step)
            else:
                with refused("not_now"):
                    rules.next_state(kind, state, step)


@pytest.mark.parametrize("kind", Kind)
def test_there_is_no_dead_end(kind: Kind) -> None:
    for state in reachable(kind):
        ahead, seen = [state], set()
        while ahead:
            here = ahead.pop()
            if here not in seen:
                seen.add(here)
                ahead += [rules.next_state(kind, here, step) for step in Step if rules.can(kind, here, step)]
        assert seen & set(rules.ENDED), f"{kind}: {state} leads nowhere"


def test_all_states_are_reachable_by_some_kind() -> None:
    assert set().union(*(reachable(kind) for kind in Kind)) == set(State)


@pytest.mark.parametrize("kind", [*CORRECTING, *STOPPING])
def test_what_is_free_never_waits_for_a_fee(kind: Kind) -> None:
    assert not {State.FEE_QUOTED, State.FEE_LAPSED} & reachable(kind)


@pytest.mark.parametrize("outcome", [Outcome.PARTIAL, Outcome.REFUSED, Step.LEAVE, Step.REJECT, Step.SUBSTITUTE])
def test_a_refusal_needs_a_ground_of_the_list_and_a_reason(outcome: str) -> None:
    with refused("no_ground"):
        rules.ensure_decision(outcome, ground="too_much_data", reason="多すぎます")
    with refused("no_reason"):
        rules.ensure_decision(outcome, ground="rights", reason=" ")
    rules.ensure_decision(outcome, ground="rights", reason="他の方の情報が含まれるため")
    assert rules.needs_second(outcome)
