"""The books of fees at the desk: searched by day, payer and amount together, saved as a table, printed."""

from datetime import timedelta
from typing import Any

import pytest

from coorum.base import clock
from coorum.base.scope import provider_scope
from coorum.privacy import actions, calendar, papers, printing
from coorum.privacy.kinds import Kind
from coorum.privacy.models import RightsRequest
from tests.cast import Cast

HERE = "/desk/requests/fees/"


@pytest.fixture
def desk(cast: Cast, visit: Any) -> Any:
    return visit(None, as_=cast.desk)


@pytest.fixture
def request_paid(cast: Cast, desk: Any) -> RightsRequest:
    """A fee that Hana paid by transfer."""
    with provider_scope():
        request = actions.ask(cast.hana, kind=Kind.DISCLOSURE, words="投稿")
        actions.confirm_identity(cast.hana, request=request)
    desk.post(f"/desk/requests/{request.id}/transfer/", {"reference": "0042", "payer": "=ヤマダ ハナ"})
    return request


def test_the_books_are_searched_by_day_payer_and_amount_together(
    cast: Cast, desk: Any, request_paid: RightsRequest
) -> None:
    today = calendar.day_of(clock.now())
    whole = {"first": today, "last": today, "payer": "ヤマダ", "least": "3000", "most": "3000"}
    label = request_paid.label
    assert label in desk.get(HERE, whole).content.decode()
    assert label in desk.get(HERE).content.decode()
    for miss in ({"payer": "スズキ"}, {"least": "3001"}, {"most": "2999"}, {"last": today - timedelta(days=1)}):
        assert label not in desk.get(HERE, {**whole, **miss}).content.decode()
        assert "ヤマダ" not in desk.get(f"{HERE}file/", {**whole, **miss}).content.decode()


def test_what_was_found_is_saved_as_a_table_that_no_spreadsheet_runs(desk: Any, request_paid: RightsRequest) -> None:
    answer = desk.get(f"{HERE}file/")
    text = answer.content.decode("utf-8-sig")
    assert ",'=ヤマダ ハナ,3000,272," in text
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_paper_is_shown_as_it_was_issued(desk: Any, request_paid: RightsRequest) -> None:
    with provider_scope():
        paper = papers.papers_of(request_paid).get()
    page = desk.get(f"{HERE}{paper.number}/").content.decode()
    assert paper.sha256 in page
    assert "3,000円" in page
    if printing.is_available():
        assert desk.get(f"{HERE}{paper.number}/file/").content.startswith(b"%PDF-")
    for wrong in ("2026-999999", "x", "2026-", "99999999999-1"):
        assert desk.get(f"{HERE}{wrong}/").status_code == 404


def test_the_registration_number_is_checked_and_holds_from_then_on(desk: Any, request_paid: RightsRequest) -> None:
    wrong = desk.post(f"{HERE}issuing/", {"registration": "T0000000000000", "first_month": "4"})
    assert "登録番号" in wrong.content.decode()
    assert desk.post(f"{HERE}issuing/", {"registration": "T9000000000000", "first_month": "1"}).status_code == 302
    with provider_scope():
        assert papers.issuing().registration == "T9000000000000"
        assert papers.papers_of(request_paid).get().says["issuer"]["registration"] == ""
