"""Processors at the desk: entered, checked, put under contract, approved by a second officer, and watched."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coorum.accounts.models import DeskRole
from coorum.accounts.roles import Duty
from coorum.base import clock
from coorum.base.scope import provider_scope
from coorum.organisation import queries
from coorum.organisation.kinds import CHECKLIST, CLAUSES, State
from coorum.organisation.models import Processor
from tests.cast import Cast

HERE = "/desk/processors/"
DETAILS = {
    "name": "渡り鳥メール配信株式会社",
    "address": "東京都架空区1-2-3",
    "representative": "代表取締役 見本 渡",
    "service": "メールの配信",
    "items": ["email", "mailings"],
    "legal_role": "both",
    "access": "SMTP",
    "incident_contact": "incident@relay.example",
    "incident_hours": "24",
    "country": "JP",
    "route": "domestic",
    "look_every": "12",
    "subprocessors": "倉庫株式会社 | JP | データセンター",
}


@pytest.fixture
def officers(cast: Cast, visit: Any) -> tuple[Any, Any]:
    with provider_scope():
        for person in (cast.mika, cast.taro):
            DeskRole.objects.create(person=person, duty=Duty.PRIVACY_OFFICER, granted_at=clock.now())
    return visit(None, as_=cast.mika), visit(None, as_=cast.taro)


def paper(name: str = "契約書.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7", content_type="application/pdf")


@pytest.fixture
def entered(officers: tuple[Any, Any]) -> str:
    """The page of a processor that was just entered."""
    assert officers[0].post(f"{HERE}new/", {**DETAILS, "serves": "mail"}).status_code == 302
    with provider_scope():
        return f"{HERE}{Processor.objects.get().id}/"


@pytest.fixture
def contract(officers: tuple[Any, Any], entered: str) -> Callable[..., None]:
    def file(days: int = 100) -> None:
        first = officers[0]
        assert first.post(f"{entered}check/", {"met": list(CHECKLIST), "why": "見た"}).status_code == 302
        with provider_scope():
            today = queries.today()
        sent = {
            "file": paper(),
            "starts_on": today.isoformat(),
            "ends_on": (today + timedelta(days=days)).isoformat(),
            "clauses": list(CLAUSES),
        }
        assert first.post(f"{entered}contract/", sent).status_code == 302

    return file


def state() -> str:
    with provider_scope():
        return Processor.objects.get().state


def test_a_processor_is_used_after_check_contract_and_a_second_word(
    officers: tuple[Any, Any], entered: str, contract: Callable[..., None]
) -> None:
    first, second = officers
    contract()
    assert state() == State.CONTRACTED
    answer = first.post(f"{entered}activate/", {})
    assert answer.status_code == 400
    assert state() == State.CONTRACTED
    assert second.post(f"{entered}activate/", {}).status_code == 302
    assert state() == State.ACTIVE
    page = first.get(entered).content.decode()
    assert "渡り鳥メール配信株式会社" in page
    assert "倉庫株式会社" in page


def test_the_register_says_what_is_to_be_done(officers: tuple[Any, Any], entered: str) -> None:
    page = officers[0].get(HERE).content.decode()
    assert "渡り鳥メール配信株式会社" in page
    assert "渡り鳥メール配信株式会社" in officers[0].get("/desk/").content.decode()


def test_a_contract_that_ends_soon_is_seen_on_the_first_page(
    officers: tuple[Any, Any], entered: str, contract: Callable[..., None]
) -> None:
    contract(days=10)
    officers[1].post(f"{entered}activate/", {})
    assert entered in officers[0].get("/desk/").content.decode()


def test_a_paper_comes_back_as_it_was_handed_in(
    officers: tuple[Any, Any], entered: str, contract: Callable[..., None]
) -> None:
    contract()
    with provider_scope():
        step = Processor.objects.get().steps.get(step="contract")
    answer = officers[1].get(f"{entered}papers/{step.id}/")
    assert answer.content == b"%PDF-1.7"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_contract_without_a_clause_is_not_taken(officers: tuple[Any, Any], entered: str) -> None:
    first = officers[0]
    first.post(f"{entered}check/", {"met": list(CHECKLIST), "why": "見た"})
    sent = {"file": paper(), "starts_on": "2026-01-01", "ends_on": "2099-01-01", "clauses": ["scope"]}
    assert first.post(f"{entered}contract/", sent).status_code == 400
    assert state() == State.CHECKED


def test_details_are_changed_with_a_reason(officers: tuple[Any, Any], entered: str) -> None:
    first = officers[0]
    changed = {**DETAILS, "address": "大阪府架空市4-5-6"}
    assert first.post(f"{entered}change/", changed).status_code == 400
    assert first.post(f"{entered}change/", {**changed, "why": "移転"}).status_code == 302
    assert "大阪府架空市4-5-6" in first.get(entered).content.decode()


def test_a_line_about_a_subprocessor_is_read_or_refused(officers: tuple[Any, Any]) -> None:
    wrong = {**DETAILS, "subprocessors": "だれか"}
    assert officers[0].post(f"{HERE}new/", wrong).status_code == 400


def test_a_country_is_described(officers: tuple[Any, Any]) -> None:
    first = officers[0]
    first.post(f"{HERE}countries/", {"country": "US", "regime": "分野ごとの法律", "source": "委員会の調査"})
    assert "分野ごとの法律" in first.get(HERE).content.decode()


def test_only_officers_see_the_register(cast: Cast, visit: Any, entered: str) -> None:
    desk = visit(None, as_=cast.desk)
    assert desk.get(HERE).status_code == 404
    assert desk.get(entered).status_code == 404
    assert desk.get("/desk/").status_code == 200


def test_what_is_told_on_request_stands_on_a_page(officers: tuple[Any, Any], entered: str) -> None:
    page = officers[0].get(f"{entered}abroad/")
    assert page.status_code == 200
