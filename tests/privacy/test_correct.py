"""A correction goes downstream: to the evidence as hashes, and to the operators that have the item."""

import json
from typing import Any

import pytest

from coorum.base import scope
from coorum.base.events import Party
from coorum.base.ledger.models import Opening
from coorum.base.scope import site_scope
from coorum.consent.notice import joining_notice
from coorum.privacy import actions
from coorum.privacy.kinds import Kind, State, Step
from coorum.provision import actions as provision
from coorum.provision.models import OperatorTask
from tests.cast import Cast, refused


@pytest.fixture
def mika_joined(cast: Cast) -> Cast:
    """Mika is a member of kissa, and her data is provided to its operator."""
    with site_scope(cast.kissa.id):
        fingerprint = joining_notice(cast.kissa, "ja").fingerprint
        provision.join(cast.mika, fingerprint=fingerprint, language="ja", advertising=False)
    return cast


def correct(mika: Any, officer: Party, asked: Any, item: str = "display_name") -> Any:
    request = asked(mika, Kind.CORRECTION, "名前の読みが違います")
    actions.record_correction(officer, request=request, item=item, before="ミ力", after="ミカ")
    actions.decide(officer, request=request, outcome=Step.FIX, reason="直しました")
    request.refresh_from_db()
    return request


def test_operators_that_have_the_item_are_told_when_it_is_put_right(
    mika_joined: Cast, desk_scope: Cast, officer: Party, asked: Any
) -> None:
    assert correct(mika_joined.mika, officer, asked).state == State.CLOSED
    with site_scope(mika_joined.kissa.id):
        assert [one.items for one in OperatorTask.objects.all()] == [["display_name"]]


def test_operators_that_do_not_have_it_are_not(mika_joined: Cast, desk_scope: Cast, officer: Party, asked: Any) -> None:
    correct(mika_joined.mika, officer, asked, item="bio")
    with site_scope(mika_joined.kissa.id):
        assert not OperatorTask.objects.exists()


def test_the_evidence_holds_hashes_of_before_and_after_and_neither_text(
    mika_joined: Cast, desk_scope: Cast, officer: Party, asked: Any
) -> None:
    correct(mika_joined.mika, officer, asked)
    for words in scope.current().unit.last_words:
        words()
    told = [json.dumps(one.payload, ensure_ascii=False, default=str) for one in Opening.objects.all()]
    assert any('"before"' in one or "before" in one for one in told)
    assert not any("ミ力" in one for one in told)


def test_a_correction_is_written_down_while_the_case_is_looked_into(
    desk_scope: Cast, officer: Party, asked: Any
) -> None:
    request = asked(desk_scope.hana, Kind.STOP)
    with refused("not_now"):
        actions.record_correction(officer, request=request, item="email", before="a", after="b")
