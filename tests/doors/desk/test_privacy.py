"""Requests at the desk: what is due heads the page, a refusal takes two, each look is written down."""

from datetime import timedelta
from typing import Any

import pytest

from coorum.accounts.models import DeskRole
from coorum.accounts.roles import Duty
from coorum.base import clock
from coorum.base.ledger.models import Leaf
from coorum.base.scope import provider_scope
from coorum.privacy import actions
from coorum.privacy.kinds import Form, Kind, State
from coorum.privacy.models import Finding, RightsRequest
from tests.cast import Cast
from tests.searching import search_all

HERE = "/desk/requests/"


@pytest.fixture
def desk(cast: Cast, visit: Any) -> Any:
    return visit(None, as_=cast.desk)


@pytest.fixture
def second(cast: Cast, visit: Any) -> Any:
    """A second officer."""
    with provider_scope():
        DeskRole.objects.create(person=cast.mika, duty=Duty.PRIVACY_OFFICER, granted_at=clock.now())
    return visit(None, as_=cast.mika)


def asked(cast: Cast, kind: Kind = Kind.DISCLOSURE, words: str = "投稿", **more: Any) -> RightsRequest:
    with provider_scope():
        request = actions.ask(cast.hana, kind=kind, words=words, **more)
        return actions.confirm_identity(cast.hana, request=request)


def state_of(request: RightsRequest) -> str:
    with provider_scope():
        request.refresh_from_db()
    return str(request.state)


@pytest.fixture
def in_review(cast: Cast, desk: Any) -> RightsRequest:
    """A disclosure on paper that was searched."""
    request = asked(cast, form=Form.PAPER, postal_address="架空区1-1")
    desk.post(f"{HERE}{request.id}/transfer/", {"reference": "0042", "payer": "ハナ"})
    with provider_scope():
        search_all(request.id)
    assert state_of(request) == State.REVIEW
    return request


def test_the_case_whose_fortnight_ends_first_stands_on_top(cast: Cast, desk: Any) -> None:
    now = clock.now()
    with clock.held_at(now - timedelta(days=16)):
        old = asked(cast)
    with clock.held_at(now - timedelta(days=2)):
        new = asked(cast, Kind.CORRECTION)
    page = desk.get(HERE).content.decode()
    assert page.index(old.label) < page.index(new.label)
    assert "2日超過" in page
    overview = desk.get("/desk/").content.decode()
    assert old.label in overview
    assert "期限超過" in overview


def test_a_transfer_that_arrived_starts_the_search(cast: Cast, desk: Any) -> None:
    request = asked(cast)
    desk.post(f"{HERE}{request.id}/transfer/", {"reference": "0042", "payer": "ハナ"})
    assert state_of(request) == State.SCOPED


def test_a_fee_is_waived_with_a_reason(cast: Cast, desk: Any) -> None:
    request = asked(cast)
    assert desk.post(f"{HERE}{request.id}/waiver/", {"reason": ""}).status_code == 400
    desk.post(f"{HERE}{request.id}/waiver/", {"reason": "当社の不手際"})
    assert state_of(request) == State.SCOPED


def test_a_refusal_is_decided_by_one_and_agreed_by_another(
    cast: Cast, desk: Any, second: Any, in_review: RightsRequest
) -> None:
    at = f"{HERE}{in_review.id}/"
    bare = desk.post(f"{at}decision/", {"outcome": "refused", "ground": "", "reason": ""})
    assert bare.status_code == 400
    desk.post(f"{at}decision/", {"outcome": "refused", "ground": "rights", "reason": "他の方の権利のため"})
    assert desk.post(f"{at}review/", {"agrees": "yes", "note": ""}).status_code == 400
    assert state_of(in_review) == State.REVIEW
    second.post(f"{at}review/", {"agrees": "yes", "note": ""})
    assert state_of(in_review) == State.DECIDED
    desk.post(f"{at}delivery/", {"proof": "書留 7"})
    assert state_of(in_review) == State.DELIVERED


def test_an_officer_leaves_a_part_out(cast: Cast, desk: Any, in_review: RightsRequest) -> None:
    at = f"{HERE}{in_review.id}/"
    with provider_scope():
        finding = Finding.objects.get(request=in_review, dataset="accounts.persons")
    assert "hana@people.example" in desk.get(at).content.decode()
    desk.post(f"{at}redaction/", {"finding": str(finding.id), "place": "1", "ground": "rights"})
    with provider_scope():
        assert finding.redactions.count() == 1
    other = asked(cast, Kind.PROVISION_RECORDS)
    given = {"finding": str(finding.id), "place": "1", "ground": "rights"}
    assert desk.post(f"{HERE}{other.id}/redaction/", given).status_code == 404


def test_a_stop_is_checked_decided_and_told(cast: Cast, desk: Any) -> None:
    request = asked(cast, Kind.STOP_PROVISION)
    at = f"{HERE}{request.id}/"
    desk.post(f"{at}check/")
    desk.post(f"{at}decision/", {"outcome": "stop_provision", "ground": "", "reason": "35条3項"})
    assert state_of(request) == State.CLOSED


def test_a_complaint_is_written_down_at_any_time(cast: Cast, desk: Any) -> None:
    request = asked(cast)
    desk.post(f"{HERE}{request.id}/note/", {"step": "complain", "why": "遅いとのご意見"})
    assert "遅いとのご意見" in desk.get(f"{HERE}{request.id}/").content.decode()


def test_what_the_state_does_not_allow_is_refused_in_words(cast: Cast, desk: Any) -> None:
    request = asked(cast)
    answer = desk.post(f"{HERE}{request.id}/closing/")
    assert answer.status_code == 400
    assert "いまの段階では" in answer.content.decode()
    assert desk.post(f"{HERE}{request.id}/magic/").status_code == 404


def test_each_look_at_a_case_is_evidence(cast: Cast, desk: Any) -> None:
    request = asked(cast)
    desk.get(f"{HERE}{request.id}/")
    with provider_scope():
        assert Leaf.objects.filter(kind="privacy.case.read").count() == 1


def test_nobody_but_the_desk_sees_a_case(cast: Cast, visit: Any) -> None:
    request = asked(cast)
    assert visit(None, as_=cast.hana).get(f"{HERE}{request.id}/").status_code == 404
    assert visit(cast.kissa, as_=cast.owen).get(HERE).status_code == 404
    assert visit(None).get(HERE).status_code == 302
