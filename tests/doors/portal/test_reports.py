"""Reporting at the portal: with an account and without, what the author sees, and another look."""

import re
from typing import Any

import pytest

from coorum.accounts.queries import viewer_on_site
from coorum.base.ids import new_id, short
from coorum.base.outbox import Letter
from coorum.base.scope import site_scope
from coorum.community import actions as community
from coorum.community.models import Post
from coorum.moderation import actions
from coorum.moderation.actions.deciding import Verdict
from coorum.moderation.kinds import Outcome, Standard
from coorum.moderation.models import Case
from tests.cast import Cast


@pytest.fixture
def post(cast: Cast) -> Post:
    with site_scope(cast.kissa.id):
        owen, hana = viewer_on_site(cast.owen), viewer_on_site(cast.hana)
        board = community.open_board(owen, name="おしゃべり", slug="talk")
        return community.write_post(hana, board=board, title="朝の一杯", body="何時に飲みますか。", key=new_id())


def path(post: Post) -> str:
    return f"/report/post/{short(post.id)}/"


def test_the_way_to_report_stands_beside_what_others_wrote(cast: Cast, visit: Any, post: Post) -> None:
    address = f"/b/talk/{short(post.id)}/"
    assert path(post) in visit(cast.kissa).get(address).text
    assert path(post) in visit(cast.kissa, as_=cast.taro).get(address).text
    assert path(post) not in visit(cast.kissa, as_=cast.hana).get(address).text
    assert f"/console/reports/taking-down/post/{post.id}/" in visit(cast.kissa, as_=cast.owen).get(address).text


def test_a_member_reports_and_sees_where_it_stands(cast: Cast, visit: Any, post: Post) -> None:
    taro = visit(cast.kissa, as_=cast.taro)
    given = {"kind": "terms", "words": "広告です", "submission": str(new_id())}
    first = taro.post(path(post), given)
    assert first.status_code == 302
    assert taro.post(path(post), given).url == first.url
    assert "広告です" in taro.get(first.url).text
    assert "広告です" not in taro.get("/my/reports/").text
    assert visit(cast.kissa, as_=cast.hana).get(first.url).status_code == 404


def test_a_guest_reports_with_a_code(cast: Cast, visit: Any, post: Post) -> None:
    guest = visit(cast.kissa)
    assert guest.post(path(post), {"kind": "intimate", "words": "x"}).status_code == 400
    answer = guest.post(path(post), {"kind": "intimate", "words": "私が写っています", "address": "g@people.example"})
    assert "code" in answer.url
    with site_scope(cast.kissa.id):
        letter = Letter.objects.get(kind="report_code")
        assert not Case.objects.get().is_hidden
    found = re.search(r"\d{4}-\d{4}", letter.text)
    assert found
    assert guest.post(answer.url, {"code": "0000-0000"}).status_code == 200
    told = guest.post(answer.url, {"code": found[0]})
    assert "私が写っています" in guest.get(told.url).text
    with site_scope(cast.kissa.id):
        assert Case.objects.get().is_hidden
    assert guest.get(f"/b/talk/{short(post.id)}/").status_code == 404


def test_the_author_sees_nothing_before_they_are_told(cast: Cast, visit: Any, post: Post) -> None:
    visit(cast.kissa, as_=cast.taro).post(path(post), {"kind": "terms", "words": "広告です"})
    hana = visit(cast.kissa, as_=cast.hana)
    with site_scope(cast.kissa.id):
        case = Case.objects.get()
    assert hana.get(f"/my/reports/about/{case.id}/").status_code == 404
    with site_scope(cast.kissa.id):
        verdict = Verdict(Outcome.REMOVED, "許しのない広告", Standard.PROMOTION)
        actions.decide(viewer_on_site(cast.owen), case=case, verdict=verdict)
    page = hana.get(f"/my/reports/about/{case.id}/").text
    assert "許しのない広告" in page
    assert "広告です" not in page
    assert hana.post(f"/my/reports/about/{case.id}/", {"words": "広告ではありません"}).status_code == 302
    with site_scope(cast.kissa.id):
        assert Case.objects.get().state == "appeal"


def test_the_author_answers_a_claim(cast: Cast, visit: Any, post: Post) -> None:
    visit(cast.kissa, as_=cast.taro).post(path(post), {"kind": "rights", "words": "私の写真です"})
    with site_scope(cast.kissa.id):
        case = Case.objects.get()
        actions.ask_sender(viewer_on_site(cast.owen), case=case, words="ご自身の写真だというお申し出です。")
    hana, page = visit(cast.kissa, as_=cast.hana), f"/my/reports/about/{case.id}/"
    assert "ご自身の写真だというお申し出です。" in hana.get(page).text
    assert hana.post(page, {"words": ""}).status_code == 400
    assert hana.post(page, {"words": "私が撮りました"}).status_code == 302
    assert "私が撮りました" in hana.get(page).text


def test_what_calls_for_care_is_sent_only_by_whoever_means_it(cast: Cast, visit: Any, post: Post) -> None:
    taro = visit(cast.kissa, as_=cast.taro)
    given = {"kind": "illegal", "words": "うつ病だと書かれました"}
    assert taro.post(path(post), given).status_code == 400
    assert taro.post(path(post), {**given, "openly": "on"}).status_code == 302


def test_the_standards_are_public(cast: Cast, visit: Any) -> None:
    page = visit(cast.kissa).get("/standards/").text
    assert all(str(label) in page for label in Standard.labels)
