"""Deciding and handing over: two officers for a no, one sealed file, gone after a fortnight."""

from datetime import timedelta
from typing import Any

import pytest

from coorum.base import clock, files
from coorum.base.encryption import WrongPlace
from coorum.base.events import Party
from coorum.base.scope import PROVIDER, site_scope
from coorum.consent import queries as consents
from coorum.consent.notice import joining_notice
from coorum.privacy import actions, package, queries
from coorum.privacy.kinds import Form, Ground, Kind, Outcome, State, Step
from coorum.privacy.models import Download, Finding
from coorum.provision import actions as provision
from tests.cast import Cast, refused
from tests.periods import let_go
from tests.searching import search_all


@pytest.fixture
def in_review(desk_scope: Cast, paid: Any) -> Any:
    """A disclosure on paper: it waits for an officer."""
    request = paid(desk_scope.hana, form=Form.PAPER, postal_address="架空区1-1")
    search_all(request.id)
    request.refresh_from_db()
    assert request.state == State.REVIEW
    return request


def test_nobody_approves_their_own_refusal(officer: Party, second: Party, in_review: Any) -> None:
    given = {"outcome": Outcome.REFUSED, "ground": Ground.RIGHTS, "reason": "他の方の権利を害するため"}
    actions.decide(officer, request=in_review, **given)
    with refused("self_approval"):
        actions.review(officer, request=in_review, agrees=True)
    assert actions.review(second, request=in_review, agrees=True).state == State.DECIDED


def test_where_there_is_one_officer_the_waiver_is_written_down(officer: Party, in_review: Any) -> None:
    actions.decide(officer, request=in_review, outcome=Outcome.REFUSED, ground=Ground.BUSINESS, reason="理由")
    with refused("no_reason"):
        actions.review(officer, request=in_review, agrees=True, is_alone=True)
    actions.review(officer, request=in_review, agrees=True, is_alone=True, note="担当官が一人のため")
    decision = queries.decision_of(in_review)
    assert decision is not None
    assert decision.review.waived


def test_a_decision_sent_back_can_be_made_anew(officer: Party, second: Party, in_review: Any) -> None:
    actions.decide(officer, request=in_review, outcome=Outcome.REFUSED, ground=Ground.RIGHTS, reason="理由")
    assert actions.review(second, request=in_review, agrees=False, note="根拠が弱い").state == State.REVIEW
    with refused("not_now"):
        actions.review(second, request=in_review, agrees=True)
    actions.decide(officer, request=in_review, outcome=Outcome.FULL)
    in_review.refresh_from_db()
    assert in_review.state == State.DECIDED


def test_what_is_left_out_is_not_in_the_package_and_its_ground_is(
    officer: Party, second: Party, in_review: Any
) -> None:
    finding = Finding.objects.get(request=in_review, dataset="accounts.persons", community=None)
    actions.redact(officer, request=in_review, finding=finding, place=0, ground=Ground.RIGHTS)
    with refused("parts_left_out"):
        actions.decide(officer, request=in_review, outcome=Outcome.FULL)
    actions.decide(officer, request=in_review, outcome=Outcome.PARTIAL, ground=Ground.RIGHTS, reason="一部のみ")
    actions.review(second, request=in_review, agrees=True)
    actions.deliver(officer, request=in_review, proof="書留 1")
    made = queries.package_of(in_review)
    assert made is not None
    page = package.opened(made).texts["your-data.html"]
    assert str(Ground.RIGHTS.label) in page


def test_a_package_is_sealed_for_its_own_case(desk_scope: Cast, paid: Any) -> None:
    one, other = paid(desk_scope.hana), paid(desk_scope.taro)
    for request in (one, other):
        search_all(request.id)
    ours, theirs = queries.package_of(one), queries.package_of(other)
    assert ours is not None
    assert theirs is not None
    assert b"hana@people.example" not in files.read(PROVIDER, ours.file)
    ours.file = theirs.file
    with pytest.raises(WrongPlace):
        package.opened(ours)


def test_each_download_is_written_down_and_none_is_possible_after_a_fortnight(desk_scope: Cast, paid: Any) -> None:
    request = paid(desk_scope.hana)
    search_all(request.id)
    actions.fetch_package(desk_scope.hana, request=request)
    assert Download.objects.count() == 1
    with refused("expired"):
        actions.fetch_package(desk_scope.taro, request=request)
    made = queries.package_of(request)
    assert made is not None
    with clock.held_at(made.expires_at - timedelta(seconds=1)):
        assert let_go("privacy.packages") == 0
    with clock.held_at(made.expires_at + timedelta(seconds=1)):
        with refused("expired"):
            actions.fetch_package(desk_scope.hana, request=request)
        assert let_go("privacy.packages") == 1
        assert let_go("privacy.packages") == 0
    with pytest.raises(files.Missing):
        files.read(PROVIDER, made.file)
    assert {one.content for one in Finding.objects.filter(request=request)} == {""}


def test_a_correction_is_investigated_answered_and_closed(desk_scope: Cast, officer: Party, asked: Any) -> None:
    request = asked(desk_scope.hana, Kind.CORRECTION, "表示名の読みが違います")
    with refused("no_correction"):
        actions.decide(officer, request=request, outcome=Step.FIX, reason="直しました")
    actions.record_correction(officer, request=request, item="display_name", before="ハナ子", after="ハナ")
    actions.decide(officer, request=request, outcome=Step.FIX, reason="直しました")
    request.refresh_from_db()
    assert request.state == State.CLOSED


def test_a_correction_that_is_not_made_takes_two_officers(
    desk_scope: Cast, officer: Party, second: Party, asked: Any
) -> None:
    request = asked(desk_scope.hana, Kind.CORRECTION, "評価が気に入りません")
    actions.decide(officer, request=request, outcome=Step.LEAVE, ground=Ground.NOT_A_FACT, reason="感想のため")
    request.refresh_from_db()
    assert request.state == State.INVESTIGATING
    assert actions.review(second, request=request, agrees=True).state == State.CLOSED


def test_stopping_the_provision_empties_the_operators_view(desk_scope: Cast, officer: Party, asked: Any) -> None:
    with site_scope(desk_scope.kissa.id):
        fingerprint = joining_notice(desk_scope.kissa, "ja").fingerprint
        provision.join(desk_scope.mika, fingerprint=fingerprint, language="ja", advertising=True)
    request = asked(desk_scope.mika, Kind.STOP_PROVISION, "")
    actions.begin_check(officer, request=request)
    with refused("not_now"):
        actions.decide(officer, request=request, outcome=Step.ERASE)
    actions.decide(officer, request=request, outcome=Step.STOP_PROVISION)
    request.refresh_from_db()
    assert request.state == State.CLOSED
    with site_scope(desk_scope.kissa.id):
        assert consents.kinds_in_force(desk_scope.mika.id) == [], "advertising is provided too"


def test_erasing_ends_the_memberships(desk_scope: Cast, officer: Party, asked: Any) -> None:
    with site_scope(desk_scope.kissa.id):
        fingerprint = joining_notice(desk_scope.kissa, "ja").fingerprint
        member = provision.join(desk_scope.mika, fingerprint=fingerprint, language="ja", advertising=False)
    request = asked(desk_scope.mika, Kind.ERASE, "")
    actions.begin_check(officer, request=request)
    actions.decide(officer, request=request, outcome=Step.ERASE)
    with site_scope(desk_scope.kissa.id):
        member.refresh_from_db()
        assert member.has_left


def test_a_case_of_the_operator_is_passed_on_and_told(desk_scope: Cast, officer: Party, asked: Any) -> None:
    request = asked(desk_scope.hana, Kind.CORRECTION, "ご注文の住所が違います")
    assert actions.forward(officer, request=request, why="運営事業者の情報のため").state == State.CLOSED
