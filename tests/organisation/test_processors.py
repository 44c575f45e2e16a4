"""From the proposal to the certificate: who may do what, what the register says, what stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import IntegrityError, connection, transaction

from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.ids import new_id
from coorum.organisation import actions, queries
from coorum.organisation.kinds import CHECKLIST, CLAUSES, Fault, Route, State, Step
from coorum.organisation.models import Processor, ProcessorPaper
from tests.cast import refused
from tests.organisation.conftest import NOON, RELAY, Officers, file_contract

Make = Callable[..., Processor]


def test_it_is_used_after_a_second_officer_approved_it(officers: Officers, contracted: Make) -> None:
    one = contracted()
    assert queries.entry_of(one).faults == [Fault.NOT_ACTIVE]
    actions.activate(officers.second, processor=one)
    one.refresh_from_db()
    assert queries.entry_of(one).is_usable
    assert one.state == State.ACTIVE


def test_nobody_approves_what_they_entered(officers: Officers, contracted: Make) -> None:
    one = contracted()
    with refused("self_approval"):
        actions.activate(officers.first, processor=one)
    with refused("not_alone"):
        actions.activate(officers.first, processor=one, is_alone=True, why="不在")


def test_a_contract_that_lacks_a_clause_is_not_filed(officers: Officers) -> None:
    one = actions.propose(officers.first, details=RELAY)
    actions.check_security(officers.first, processor=one, met=CHECKLIST, why="確認")
    with refused("clauses_missing"):
        actions.file_contract(
            officers.first,
            processor=one,
            name="x.pdf",
            content=b"x",
            starts_on=queries.today(),
            ends_on=queries.today(),
            clauses=set(CLAUSES) - {"deletion"},
        )


def test_no_contract_is_filed_before_security_was_checked(officers: Officers) -> None:
    one = actions.propose(officers.first, details=RELAY)
    actions.check_security(officers.first, processor=one, met=["rules"], why="不十分")
    with refused("not_now"):
        file_contract(officers.first, one, queries.today(), queries.today())


def test_security_found_wanting_stops_the_use(officers: Officers, active: Make) -> None:
    one = active()
    actions.check_security(officers.first, processor=one, met=["rules"], why="事故")
    entry = queries.entry_of(Processor.objects.get(id=one.id))
    assert entry.state == State.SUSPENDED
    assert set(entry.faults) == {Fault.NOT_ACTIVE, Fault.NO_CHECK}
    with refused("not_ready"):
        actions.activate(officers.second, processor=one)


def test_a_new_subprocessor_is_approved_by_a_second_officer_again(officers: Officers, active: Make) -> None:
    one = active()
    sub = {"name": "下請", "country": "JP", "work": "監視", "approved": True}
    actions.change_details(officers.first, processor=one, details=replace(RELAY, subprocessors=[sub]), why="再委託")
    one.refresh_from_db()
    assert one.state == State.CONTRACTED
    with refused("self_approval"):
        actions.activate(officers.first, processor=one)
    actions.activate(officers.second, processor=one)
    assert [version.number for version in queries.entry_of(one).versions] == [1, 2]


def test_a_corrected_address_needs_no_approval(officers: Officers, active: Make) -> None:
    one = active()
    actions.change_details(officers.first, processor=one, details=replace(RELAY, address="移転先"), why="移転")
    one.refresh_from_db()
    assert one.state == State.ACTIVE
    with refused("unchanged"):
        actions.change_details(officers.first, processor=one, details=replace(RELAY, address="移転先"), why="移転")


def test_abroad_is_not_domestic(officers: Officers) -> None:
    with refused("not_domestic"):
        actions.propose(officers.first, details=replace(RELAY, country="US"))
    with refused("no_country"):
        actions.propose(officers.first, details=replace(RELAY, country="ZZ"))
    with refused("no_items"):
        actions.propose(officers.first, details=replace(RELAY, items=("blood",)))
    with refused("no_service"):
        actions.propose(officers.first, details=RELAY, serves="fax")


def test_equivalent_measures_want_country_system_and_check(officers: Officers, contracted: Make) -> None:
    one = contracted(
        country="US",
        route=Route.MEASURES,
        measures="契約による取扱いの義務",
        looks="年1回の書面と訪問",
    )
    with refused("not_ready"):
        actions.activate(officers.second, processor=one)
    actions.describe_country(officers.first, country="US", regime="包括的な法律はない", source="委員会の調査")
    actions.look_abroad(officers.first, processor=one, findings="実施を確認")
    assert queries.entry_of(one).faults == [Fault.NOT_ACTIVE, Fault.NOT_NAMED]
    with in_force(ja="日本国内と次の国（米国）", en="in the following countries (United States)"):
        actions.activate(officers.second, processor=one)
        assert queries.entry_of(Processor.objects.get(id=one.id)).is_usable


@pytest.mark.parametrize(
    "said",
    [{}, {"ja": "日本国内", "en": "within Japan"}, {"ja": "米国", "en": "within Japan"}],
    ids=["none", "not", "half"],
)
def test_nobody_abroad_is_used_before_the_policy_in_force_names_the_country(
    officers: Officers, contracted: Make, said: dict[str, str]
) -> None:
    one = contracted(country="US", route=Route.NO_HANDLING)
    assert queries.countries_foreseen() == ["US"]
    with in_force(**said), refused("not_ready"):
        actions.activate(officers.second, processor=one)
    with in_force(ja="米国", en="United States"):
        actions.activate(officers.second, processor=one)
    assert queries.entry_of(Processor.objects.get(id=one.id)).faults == [Fault.NOT_NAMED]


def in_force(**said: str) -> Any:
    """The words of the provider's policy in force, by language."""
    return mock.patch("coorum.organisation.queries.consent.words_in_force", return_value=said)


def test_a_review_that_finds_trouble_suspends(officers: Officers, active: Make) -> None:
    one = active()
    actions.review(officers.first, processor=one, findings="監査を断られた", is_kept=False)
    one.refresh_from_db()
    assert one.state == State.SUSPENDED


def test_what_ended_is_not_over_before_its_certificate(officers: Officers, active: Make) -> None:
    one = active()
    actions.take_step(officers.first, processor=one, step=Step.END, why="乗り換え")
    with clock.held_at(NOON + timedelta(days=31)):
        assert [due.what for due in queries.entry_of(Processor.objects.get(id=one.id)).passed] == ["certificate"]
    actions.certify_deletion(officers.first, processor=one, name="証明書.pdf", content=b"deleted")
    one.refresh_from_db()
    assert one.state == State.CERTIFIED


def test_papers_are_sealed_and_their_digest_is_in_the_evidence(active: Make) -> None:
    one = active()
    paper = ProcessorPaper.objects.get()
    assert queries.content_of(paper) == b"%PDF-1.7 demo"
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM organisation_processorpaper")
        assert b"PDF" not in bytes(cursor.fetchone()[0])
    with refused("too_large"):
        actions.certify_deletion(
            SYSTEM,
            processor=one,
            name="x",
            content=b"x" * (5 * 1024 * 1024 + 1),
        )


def test_a_form_sent_twice_does_its_work_once(officers: Officers, active: Make) -> None:
    one, key = active(), new_id()
    for _ in range(2):
        actions.review(officers.first, processor=one, findings="よい", is_kept=True, key=key)
    assert one.steps.filter(step=Step.REVIEW).count() == 1


@pytest.mark.parametrize("table", ["processorstep", "processorversion"])
def test_steps_and_versions_stay(active: Make, table: str) -> None:
    active()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM organisation_{table}")
