"""Reports at the console and at the provider's desk."""

from typing import Any

import pytest

from coorum.accounts.models import DeskRole, StaffRole
from coorum.accounts.queries import viewer_on_site
from coorum.accounts.roles import Duty, Role
from coorum.base import clock
from coorum.base.ids import new_id, short
from coorum.base.scope import provider_scope, site_scope
from coorum.community import actions as community
from coorum.community.models import Post
from coorum.moderation import actions, subjects
from coorum.moderation.kinds import Kind
from coorum.moderation.models import Case
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> Case:
    """Taro reported what Hana wrote."""
    with site_scope(cast.kissa.id):
        owen, hana, taro = (viewer_on_site(one) for one in (cast.owen, cast.hana, cast.taro))
        board = community.open_board(owen, name="おしゃべり", slug="talk")
        post = community.write_post(hana, board=board, title="朝の一杯", body="何時に飲みますか。", key=new_id())
        matter = subjects.find("post", post.id)
        assert matter
        return actions.report(taro, matter=matter, kind=Kind.TERMS, words="広告に見えます").case


def test_a_report_is_taken_up_and_decided(cast: Cast, visit: Any, case: Case) -> None:
    owen, page = visit(cast.kissa, as_=cast.owen), f"/console/reports/{case.id}/"
    assert case.number in owen.get("/console/reports/").text
    assert "広告に見えます" in owen.get(page).text
    assert owen.post(f"{page}take/").status_code == 302
    wrong = owen.post(f"{page}decide/", {"outcome": "removed", "reason": "広告です"})
    assert wrong.status_code == 400
    given = {"outcome": "removed", "standard": "promotion", "reason": "広告です"}
    assert owen.post(f"{page}decide/", given).status_code == 302
    assert "広告です" in owen.get(page).text
    assert case.number in owen.get("/console/reports/?shelf=decided").text


def test_what_waits_is_counted_on_every_page_of_the_console(cast: Cast, visit: Any, case: Case) -> None:
    owen, mark = visit(cast.kissa, as_=cast.owen), '<span class="count">1</span>'
    assert mark in owen.get("/console/boards/").text
    given = {"outcome": "kept", "reason": "問題ありません"}
    assert owen.post(f"/console/reports/{case.id}/decide/", given).status_code == 302
    assert mark not in owen.get("/console/boards/").text


def test_neither_name_nor_address_of_the_reporter_is_shown(cast: Cast, visit: Any, case: Case) -> None:
    text = visit(cast.kissa, as_=cast.owen).get(f"/console/reports/{case.id}/").text
    assert "taro" not in text.lower()
    assert "@people.example" not in text.replace("owen@people.example", "")


def test_moderators_of_another_site_see_nothing(cast: Cast, visit: Any, case: Case) -> None:
    with site_scope(cast.kiri.id):
        StaffRole.new(person=cast.mika, role=Role.OWNER, granted_at=clock.now()).save()
    mika = visit(cast.kiri, as_=cast.mika)
    assert case.number not in mika.get("/console/reports/").text
    assert mika.get(f"/console/reports/{case.id}/").status_code == 404
    assert mika.post(f"/console/reports/{case.id}/take/").status_code == 404


def test_staff_take_something_down_with_standard_and_reason(cast: Cast, visit: Any, case: Case) -> None:
    owen = visit(cast.kissa, as_=cast.owen)
    page = f"/console/reports/taking-down/post/{case.subject_id}/"
    assert owen.post(page, {"standard": "promotion", "reason": ""}).status_code == 400
    assert owen.post(page, {"standard": "promotion", "reason": "広告です"}).status_code == 302
    assert visit(cast.kissa).get(f"/b/talk/{short(case.subject_id)}/").status_code == 404


def rows_of(text: str) -> str:
    """What is due on the first page, without the menu beside it."""
    return text.partition("<main")[2].partition("</main>")[0]


def test_the_provider_looks_again_and_sees_only_its_own_matters(cast: Cast, visit: Any, case: Case) -> None:
    with provider_scope():
        DeskRole.objects.filter(person=cast.desk).update(duty=Duty.PRIVACY_OFFICER)
    desk, page = visit(None, as_=cast.desk), f"/desk/reports/kissa/{case.id}/"
    assert case.number not in desk.get("/desk/reports/").text
    assert 'href="/desk/reports/"' not in rows_of(desk.get("/desk/").text)
    visit(cast.kissa, as_=cast.owen).post(
        f"/console/reports/{case.id}/decide/", {"outcome": "removed", "standard": "promotion", "reason": "広告です"}
    )
    with site_scope(cast.kissa.id):
        actions.appeal(viewer_on_site(cast.hana), case=case, words="広告ではありません")
    assert case.number in desk.get("/desk/reports/").text
    assert 'href="/desk/reports/"' in rows_of(desk.get("/desk/").text)
    assert "広告ではありません" in desk.get(page).text
    assert desk.post(f"{page}again/", {"outcome": "kept", "reason": "広告ではないと確かめました"}).status_code == 302
    with site_scope(cast.kissa.id):
        assert Post.objects.filter(removals=None).exists()
    assert desk.post(f"{page}overrule/", {"outcome": "removed", "standard": "child", "reason": "x"}).status_code == 400
