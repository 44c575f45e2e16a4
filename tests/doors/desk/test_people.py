"""The provider's people and what was found wanting, at the desk."""

from datetime import timedelta
from typing import Any

import pytest

from coorum.accounts import actions as accounts
from coorum.accounts.models import DeskRole
from coorum.accounts.roles import Duty
from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.ids import new_id
from coorum.base.scope import provider_scope
from coorum.organisation.actions import improving
from coorum.organisation.models import Attendance, Course, Device, Finding, Safeguard
from coorum.organisation.people import queries
from tests.cast import Cast

HERE = "/desk/people/"
COURSE = {
    "title_ja": "個人情報の取扱い",
    "title_en": "Handling personal information",
    "duties": ["administrator", "privacy_officer"],
    "months": "12",
    "text_ja": "読むもの",
    "text_en": "To read",
}


@pytest.fixture
def two(cast: Cast, visit: Any) -> tuple[Any, Any]:
    """An administrator and a privacy officer, each with a browser."""
    with provider_scope():
        accounts.appoint_officer(SYSTEM, email=cast.mika.email, duty=Duty.PRIVACY_OFFICER)
    return visit(None, as_=cast.desk), visit(None, as_=cast.mika)


def test_the_desk_closes_when_the_term_ends(cast: Cast, two: tuple[Any, Any]) -> None:
    assert two[1].get("/desk/").status_code == 200
    with provider_scope():
        DeskRole.objects.filter(person=cast.mika).update(expires_at=clock.now())
    assert two[1].get("/desk/").status_code == 404
    assert cast.mika.email in two[0].get("/desk/").content.decode()


def test_who_is_responsible_stands_on_a_page(cast: Cast, two: tuple[Any, Any]) -> None:
    page = two[1].get(HERE).content.decode()
    assert cast.desk.email in page
    assert cast.mika.email in page


def test_another_renews_and_nobody_themselves(cast: Cast, two: tuple[Any, Any]) -> None:
    with provider_scope():
        soon = clock.now() + timedelta(days=3)
        DeskRole.objects.filter(person=cast.mika).update(expires_at=soon)
    two[1].post(f"{HERE}{cast.mika.id}/renewal/")
    with provider_scope():
        assert DeskRole.objects.get(person=cast.mika).expires_at == soon
    two[0].post(f"{HERE}{cast.mika.id}/renewal/")
    with provider_scope():
        assert DeskRole.objects.get(person=cast.mika).expires_at > soon + timedelta(days=300)


def test_only_administrators_dismiss(cast: Cast, two: tuple[Any, Any]) -> None:
    assert two[1].post(f"{HERE}{cast.desk.id}/dismissal/").status_code == 404
    two[0].post(f"{HERE}{cast.mika.id}/dismissal/")
    assert two[1].get("/desk/").status_code == 404


def test_a_text_is_read_at_the_desk(cast: Cast, two: tuple[Any, Any]) -> None:
    assert two[0].post(f"{HERE}courses/", COURSE).status_code == 302
    with provider_scope():
        one = Course.objects.get()
    assert "読むもの" in two[1].get(f"{HERE}courses/{one.id}/").content.decode()
    two[1].post(f"{HERE}courses/{one.id}/reading/")
    with provider_scope():
        assert Attendance.objects.get().person == cast.mika.id


def test_nobody_writes_down_their_own_attendance(cast: Cast, two: tuple[Any, Any]) -> None:
    two[0].post(f"{HERE}courses/", {**COURSE, "text_ja": "", "text_en": ""})
    with provider_scope():
        address, today = f"{HERE}courses/{Course.objects.get().id}/", queries.today()
    sent = {"person": cast.mika.id, "happened_on": today.isoformat(), "how": "class", "evidence": "出席簿"}
    assert two[1].post(address, sent).status_code == 400
    assert two[0].post(address, sent).status_code == 302
    two[0].post(f"{address}end/", {"why": "替えた"})
    assert "個人情報の取扱い" not in two[0].get(f"{HERE}courses/").content.decode()


def test_a_device_is_entered_checked_and_given_back(cast: Cast, two: tuple[Any, Any]) -> None:
    sent = {"label": "事務所のPC", "kind": "laptop", "holder": cast.mika.id, "is_encrypted": "on", "is_locked": "on"}
    assert two[0].post(f"{HERE}devices/", sent).status_code == 302
    with provider_scope():
        one = Device.objects.get()
    assert two[1].post(f"{HERE}devices/{one.id}/", {"is_encrypted": "on"}).status_code == 302
    assert two[1].post(f"{HERE}devices/{one.id}/return/", {"returned_on": "2026-01-01"}).status_code == 400
    back = {"returned_on": "2026-01-01", "wiped_on": "2026-01-02"}
    assert two[1].post(f"{HERE}devices/{one.id}/return/", back).status_code == 302
    assert "事務所のPC" in two[1].get(f"{HERE}devices/").content.decode()
    assert two[1].get(f"{HERE}devices/{one.id}/").status_code == 200


def test_what_needs_two_stands_on_a_page(two: tuple[Any, Any]) -> None:
    assert two[0].get(f"{HERE}separation/").status_code == 200


def test_a_finding_is_written_down_worked_on_and_confirmed_by_another(cast: Cast, two: tuple[Any, Any]) -> None:
    first, second = two
    sent = {"title": "入退室の記録", "words": "抜けがある", "source": "audit", "gravity": "ordinary"}
    address = first.post("/desk/findings/new/", sent).url
    assert "入退室の記録" in second.get("/desk/findings/").content.decode()
    assert first.post(f"{address}take/", {"owner": cast.mika.id}).status_code == 302
    assert second.post(f"{address}do/", {"words": "記録を直した"}).status_code == 302
    assert second.post(f"{address}agree/", {}).status_code == 400
    assert first.post(f"{address}agree/", {}).status_code == 302
    assert "記録を直した" in first.get(address).content.decode()
    with provider_scope():
        assert Finding.objects.get().is_over


def test_a_red_promise_stands_at_the_desk(two: tuple[Any, Any]) -> None:
    with provider_scope():
        improving.follow_round(new_id(), {"P9.1": "broken", "P9.2": "kept"})
        one = Finding.objects.get()
    assert f"/desk/findings/{one.id}/" in two[0].get("/desk/").content.decode()
    page = two[0].get(f"/desk/findings/{one.id}/").content.decode()
    assert "P9.1" in page
    assert "/agree/" not in page
    assert two[0].get("/desk/findings/rounds/").status_code == 200
    assert two[0].post(f"/desk/findings/{one.id}/agree/", {}).status_code == 400


def test_a_measure_is_entered_looked_at_and_ended(cast: Cast, two: tuple[Any, Any]) -> None:
    administrator, here = two[0], f"{HERE}premises/"
    assert "まだありません" in administrator.get(here).text
    facts = {"field": "areas", "place": "執務室", "what": "施錠し、入退室を記録する", "months": "6"}
    assert administrator.post(here, facts).status_code == 302
    with provider_scope():
        one = Safeguard.objects.get()
    assert "まだ確かめていません" in administrator.get(here).text
    look = {
        "looked_by": cast.mika.id,
        "looked_on": queries.today().isoformat(),
        "is_met": "on",
        "words": "記録に抜けがない",
    }
    assert administrator.post(f"{here}{one.id}/", {**look, "looked_by": cast.desk.id}).status_code == 400
    assert administrator.post(f"{here}{one.id}/", look).status_code == 302
    page = administrator.get(f"{here}{one.id}/").text
    for words in ("記録に抜けがない", cast.mika.email, cast.desk.email):
        assert words in page
    assert administrator.post(f"{here}{one.id}/end/", {"why": "移転した"}).status_code == 302
    assert "移転した" in administrator.get(here).text


def test_an_accredited_body_is_told_with_how_to_reach_it(cast: Cast, two: tuple[Any, Any]) -> None:
    """And stands in the public block (APPI 32(1)(iv), order 10(2))."""
    block = {
        "legal_name": "見本株式会社",
        "address": "東京都架空区1",
        "representative": "代表取締役 見本 花子",
        "contact_email": "privacy@provider.example",
        "accredited_body": "架空個人情報保護協会",
    }
    assert two[0].post("/desk/provider/", block).status_code == 400
    contact = "東京都架空区2-2-2 電話 03-0000-0000"
    assert two[0].post("/desk/provider/", {**block, "accredited_contact": contact}).status_code == 302
    page = two[0].get("/provider/").text
    assert "架空個人情報保護協会" in page
    assert contact in page
    assert two[0].post("/desk/provider/", {**block, "accredited_body": ""}).status_code == 302
    page = two[0].get("/provider/").text
    assert "架空個人情報保護協会" not in page
    assert "加入する認定個人情報保護団体はありません" in page
