"""Corrections at the desk: what was wrong is written down before it is decided; operators that are late are listed."""

from datetime import timedelta
from typing import Any

import pytest

from coorum.base import clock
from coorum.base.scope import provider_scope, site_scope
from coorum.consent.notice import joining_notice
from coorum.privacy import actions
from coorum.privacy.kinds import Kind, State
from coorum.privacy.models import Correction, RightsRequest
from coorum.provision import actions as provision
from tests.cast import Cast

LATE = "/desk/requests/operators/"
RIGHT = {"item": "display_name", "before": "ミ力", "after": "ミカ"}


@pytest.fixture
def desk(cast: Cast, visit: Any) -> Any:
    return visit(None, as_=cast.desk)


@pytest.fixture
def case(cast: Cast) -> RightsRequest:
    """Mika, whose data kissa's operator has, asks for a correction."""
    with site_scope(cast.kissa.id):
        fingerprint = joining_notice(cast.kissa, "ja").fingerprint
        provision.join(cast.mika, fingerprint=fingerprint, language="ja", advertising=False)
    with provider_scope():
        request = actions.ask(cast.mika, kind=Kind.CORRECTION, words="名前の読み")
        return actions.confirm_identity(cast.mika, request=request)


def test_what_was_put_right_is_written_down_before_it_is_decided(desk: Any, case: RightsRequest) -> None:
    at = f"/desk/requests/{case.id}/"
    decision = {"outcome": "fix", "ground": "", "reason": "直しました"}
    assert desk.post(f"{at}decision/", decision).status_code == 400
    assert desk.post(f"{at}correction/", {**RIGHT, "after": ""}).status_code == 400
    assert desk.post(f"{at}correction/", {**RIGHT, "item": "password"}).status_code == 400
    assert desk.post(f"{at}correction/", RIGHT).status_code == 302
    assert "ミ力 → ミカ" in desk.get(at).content.decode()
    assert desk.post(f"{at}decision/", decision).status_code == 302
    with provider_scope():
        case.refresh_from_db()
        assert case.state == State.CLOSED
    assert desk.post(f"{at}correction/", RIGHT).status_code == 400


def test_operators_that_are_late_are_listed_and_head_the_overview(cast: Cast, desk: Any, case: RightsRequest) -> None:
    at = f"/desk/requests/{case.id}/"
    desk.post(f"{at}correction/", RIGHT)
    desk.post(f"{at}decision/", {"outcome": "fix", "ground": "", "reason": "直しました"})
    assert cast.kissa.name not in desk.get(LATE).content.decode()
    with clock.held_at(clock.now() + timedelta(days=16)):
        page = desk.get(LATE).content.decode()
        assert "/requests/operators/" in desk.get("/desk/").content.decode()
    assert cast.kissa.name in page
    assert "privacy@kissa.example" in page
    assert "mika" not in page


def test_nobody_but_the_desk_corrects_or_sees_who_is_late(cast: Cast, visit: Any, case: RightsRequest) -> None:
    at = f"/desk/requests/{case.id}/correction/"
    for browser in (visit(None, as_=cast.mika), visit(cast.kissa, as_=cast.owen)):
        assert browser.get(LATE).status_code == 404
        assert browser.post(at, RIGHT).status_code == 404
    assert visit(None).get(LATE).status_code == 302
    with provider_scope():
        assert not Correction.objects.exists()
