"""Checks that follow what grows: they look at what is new, at everything once a week, and never past a doubt."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope
from coorum.promises import actions, queries
from coorum.promises.findings import Finding
from coorum.promises.models import Proof
from tests.cast import Cast
from tests.promises.test_sabotage import database

EVIDENCE = "evidence.every_chain_holds"
PROVISION = "consents.records_of_provision_are_complete"
SOON, AFTER_A_WEEK = timedelta(hours=2), timedelta(days=7, minutes=1)


def proved(promise: str, check: str, *, after: timedelta = timedelta(), whole: bool = False) -> Finding:
    """What this check finds, some time from now."""
    with provider_scope(), clock.held_at(clock.now() + after):
        (proof,) = actions.run_proofs(SYSTEM, ids=[promise], whole=whole)
        found = next(one for one in proof.findings if one["check"] == check)
    return Finding(found["verdict"], found["sentence"], found["facts"], found["query"])


def test_the_first_look_is_at_everything(house: Cast) -> None:
    first = proved("P12.2", EVIDENCE)
    assert (first.verdict, first.since) == ("kept", None)
    assert first.whole_at is not None


def test_the_next_look_is_at_what_is_new_and_says_since_when(house: Cast) -> None:
    first, second = (proved("P12.2", EVIDENCE, after=wait) for wait in (SOON, 2 * SOON))
    assert second.since is not None
    assert second.whole_at == first.whole_at
    assert second.facts["entries"] < first.facts["entries"]


def test_after_a_week_everything_is_looked_at_again(house: Cast) -> None:
    first, second = proved("P12.2", EVIDENCE), proved("P12.2", EVIDENCE, after=AFTER_A_WEEK)
    assert second.since is None
    assert second.facts["whole_at"] > first.facts["whole_at"]


OLD = "UPDATE provision_provision SET id = '00000000-0000-7000-8000-000000000001'"
FAULT = "UPDATE provision_provision SET recipient = recipient - 'address'"


def test_an_old_row_changed_below_the_mark_is_found_by_the_weekly_look(house: Cast) -> None:
    database(f"DELETE FROM provision_providedprofile; {OLD} WHERE ctid = (SELECT max(ctid) FROM provision_provision)")(
        house
    )
    assert proved("P9.3", PROVISION).verdict == "kept"
    database(f"{FAULT} WHERE id < '00000000-0000-7001-8000-000000000000'")(house)
    assert proved("P9.3", PROVISION, after=SOON).verdict == "kept", "it looked at what is new"
    assert proved("P9.3", PROVISION, after=SOON, whole=True).verdict == "broken"
    assert proved("P9.3", PROVISION, after=2 * SOON).verdict == "broken", "no look after a doubt is a short one"


def test_the_weekly_look_comes_by_itself(house: Cast) -> None:
    database(f"DELETE FROM provision_providedprofile; {OLD} WHERE ctid = (SELECT max(ctid) FROM provision_provision)")(
        house
    )
    proved("P9.3", PROVISION)
    database(f"{FAULT} WHERE id < '00000000-0000-7001-8000-000000000000'")(house)
    assert proved("P9.3", PROVISION, after=AFTER_A_WEEK).verdict == "broken"


def test_a_new_row_that_is_amiss_is_found_at_once(house: Cast) -> None:
    proved("P9.3", PROVISION)
    database(FAULT)(house)
    assert proved("P9.3", PROVISION).verdict == "broken"


@pytest.mark.parametrize(
    "forge",
    [
        "UPDATE promises_proof SET measured_at = measured_at + interval '1 hour'",
        "UPDATE promises_proof SET findings = jsonb_set(findings, '{0,facts,whole_at}', '\"2090-01-01T00:00:00+00:00\"')",
        "UPDATE ledger_entry SET kind = 'nothing.is.proved' WHERE kind = 'promises.promises.proved'",
        "UPDATE ledger_opening SET payload = payload || '{\"more\": 1}' WHERE payload ? 'proofs'",
        "DELETE FROM ledger_opening WHERE payload ? 'proofs'",
    ],
)
def test_a_mark_that_the_evidence_does_not_bear_out_is_not_believed(house: Cast, forge: str) -> None:
    proved("P9.3", PROVISION)
    database(forge)(house)
    assert proved("P9.3", PROVISION, after=SOON).since is None


def test_a_rewritten_past_is_found_by_the_whole_look(house: Cast) -> None:
    proved("P12.2", EVIDENCE)
    database("UPDATE ledger_entry SET actor = 'staff' WHERE n = 1")(house)
    assert proved("P12.2", EVIDENCE, after=SOON, whole=True).verdict == "broken"


def test_an_opening_that_was_exchanged_is_found_where_it_is_new(house: Cast) -> None:
    proved("P12.2", EVIDENCE)
    database("UPDATE ledger_opening SET payload = '{\"more\": 1}' WHERE payload ? 'proofs'")(house)
    assert proved("P12.2", EVIDENCE).verdict == "broken"


def test_the_command_can_be_told_to_look_at_everything(house: Cast) -> None:
    for given in ({}, {"whole": True}):
        call_command("promises", promise=["P9.3"], **given)
    with provider_scope():
        state = queries.promise_state("P9.3")
    assert state is not None
    assert {one.since for one in state.findings} == {None}
    assert Proof.objects.filter(promise="P9.3").count() == 2
