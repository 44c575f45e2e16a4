"""The operator sees members only through provision, and each look is shown to them."""

import csv
import io
from typing import Any

import pytest

from coorum.accounts.models import Member
from coorum.base.scope import site_scope
from coorum.consent.notice import joining_notice
from coorum.provision import actions
from tests.cast import Cast


@pytest.fixture
def owen(cast: Cast, visit: Any) -> Any:
    with site_scope(cast.kissa.id):
        fingerprint = joining_notice(cast.kissa, "ja").fingerprint
        actions.join(cast.mika, fingerprint=fingerprint, language="ja", advertising=False)
    return visit(cast.kissa, as_=cast.owen)


def test_only_members_who_agreed_are_listed(owen: Any) -> None:
    page = owen.get("/console/members/").content.decode()
    assert "mika@people.example" in page
    assert "taro@people.example" not in page


def test_a_look_is_shown_to_the_member(cast: Cast, owen: Any, visit: Any) -> None:
    owen.get("/console/members/?q=mika")
    assert "会員を検索しました" in visit(cast.kissa, as_=cast.mika).get("/my/data/").content.decode()


def test_one_member_has_a_page_and_the_look_is_shown_to_them(cast: Cast, owen: Any, visit: Any) -> None:
    with site_scope(cast.kissa.id):
        member = Member.objects.get(person=cast.mika)
    page = owen.get(f"/console/members/{member.id}/")
    assert page.status_code == 200
    assert "mika@people.example" in page.content.decode()
    assert "会員のページを開きました" in visit(cast.kissa, as_=cast.mika).get("/my/data/").content.decode()


def test_after_withdrawal_nothing_is_left_in_any_view(cast: Cast, owen: Any, visit: Any) -> None:
    with site_scope(cast.kissa.id):
        member = Member.objects.get(person=cast.mika)
    visit(cast.kissa, as_=cast.mika).post("/my/consents/provision/withdrawal/")
    for address in ("/console/members/", "/console/members/?q=mika", "/console/"):
        assert "mika@people.example" not in owen.get(address).content.decode()
    assert owen.get(f"/console/members/{member.id}/").status_code == 404
    assert "mika" not in owen.post("/console/members/file/", {"q": ""}).content.decode()


def test_the_file_holds_what_was_provided_and_no_formula(cast: Cast, owen: Any) -> None:
    with site_scope(cast.kissa.id):
        member = Member.objects.get(person=cast.mika)
        Member.objects.filter(id=member.id).update(display_name='=HYPERLINK("evil")')
        member.refresh_from_db()
        actions.refresh_profile(member)
    rows = list(csv.reader(io.StringIO(owen.post("/console/members/file/", {"q": ""}).content.decode("utf-8-sig"))))
    assert rows[1][1].startswith("'=")
    assert rows[1][2] == "mika@people.example"


def test_the_staff_see_what_they_did(owen: Any) -> None:
    owen.get("/console/members/")
    assert "会員情報を閲覧しました" in owen.get("/console/activity/").content.decode()


@pytest.mark.parametrize(
    "address", ["/console/", "/console/members/", "/console/staff/", "/console/boards/", "/console/look/"]
)
def test_nobody_else_enters(cast: Cast, visit: Any, address: str) -> None:
    assert visit(cast.kissa).get(address).status_code == 302
    assert visit(cast.kissa, as_=cast.taro).get(address).status_code == 404
    assert visit(cast.kiri, as_=cast.owen).get(address).status_code == 404
