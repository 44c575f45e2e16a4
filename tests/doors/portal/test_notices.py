"""The bell and its page: how many wait, one line for what belongs together, read by opening, all at once and undone."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coorum.accounts.queries import viewer_on_site
from coorum.base.scope import site_scope
from coorum.community.models import Board, Post
from coorum.notices.inbox.kinds import by_mail
from coorum.notices.models import Rhythm
from tests.cast import Cast
from tests.doors.portal.test_home import queries_of, talk
from tests.notices.conftest import like, say

PAGE = "/my/notices/"


@pytest.fixture
def told(cast: Cast, board: Board) -> Post:
    """Taro commented on Hana's post and likes it."""
    post = talk(cast, board, 1, 0)
    with site_scope(cast.kissa.id):
        taro = viewer_on_site(cast.taro)
        say(taro, post)
        like(taro, post)
    return post


@pytest.fixture
def hana(cast: Cast, told: Post, visit: Any) -> Client:
    return visit(cast.kissa, as_=cast.hana)


def badge(page: str) -> str:
    return page.partition("data-bell-count")[2].partition("</span>")[0]


def test_the_bell_counts_and_its_page_leads_to_what_happened(hana: Client, told: Post) -> None:
    page = hana.get(PAGE).content.decode()
    assert badge(page) == ">2"
    assert "Taroさんがあなたの投稿にコメントしました" in page
    comment = page.partition('href="/c/')[2].partition('"')[0]
    read = hana.get(f"/c/{comment}", follow=True)
    assert (read.status_code, badge(read.content.decode())) == (200, " hidden>0")
    assert "is-unread" not in hana.get(PAGE).content.decode()


def test_looking_at_the_list_reads_nothing_and_all_can_be_marked_and_taken_back(hana: Client) -> None:
    hana.get(PAGE)
    page = hana.post(f"{PAGE}reading/", follow=True).content.decode()
    assert "is-unread" not in page
    undo = page.partition('formaction="/my/notices/reading/undoing/')[2].partition('"')[0].replace("&amp;", "&")
    assert badge(hana.post(f"{PAGE}reading/undoing/{undo}", follow=True).content.decode()) == ">2"
    bundle = page = hana.get(PAGE).content.decode().partition('name="bundle" value="')[2].partition('"')[0]
    assert badge(hana.post(f"{PAGE}reading/", {"bundle": bundle}, follow=True).content.decode()) == ">1"


def test_an_empty_inbox_says_so_and_whoever_is_no_member_has_none(cast: Cast, told: Post, visit: Any) -> None:
    assert "お知らせはまだありません" in visit(cast.kissa, as_=cast.taro).get(PAGE).content.decode()
    assert visit(cast.kissa).get(PAGE).status_code == 302
    assert visit(cast.kissa, as_=cast.owen).get(PAGE).status_code == 404
    assert "data-bell" not in visit(cast.kissa, as_=cast.owen).get("/").content.decode()


def test_a_page_that_is_open_asks_how_many_and_is_told_when_nothing_changed(hana: Client, told: Post) -> None:
    answer = hana.get(f"{PAGE}count/")
    assert answer.content.decode() == "2\n（未読2件）"
    again = hana.get(f"{PAGE}count/", headers={"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    hana.post(f"{PAGE}reading/")
    assert hana.get(f"{PAGE}count/", headers={"if-none-match": answer.headers["ETag"]}).content.decode() == "0\n"


def test_the_bell_costs_a_page_nothing_and_its_list_the_same_however_long(
    cast: Cast, hana: Client, told: Post, board: Board
) -> None:
    before = queries_of(hana, PAGE)
    with site_scope(cast.kissa.id):
        taro = viewer_on_site(cast.taro)
        for number in range(10):
            say(taro, told, f"{number}")
    assert queries_of(hana, PAGE) == before <= 8
    with CaptureQueriesContext(connection) as asked:
        hana.get(f"{PAGE}count/")
    assert len([one for one in asked if "notices_notice" in one["sql"]]) == 1


def test_somebody_chooses_what_to_be_told_and_when(cast: Cast, hana: Client) -> None:
    page = hana.get(f"{PAGE}choices/").content.decode()
    assert "停止できません" in page
    kinds = [kind.name for kind in by_mail()]
    given = {f"mail-{kind}": "now" for kind in kinds} | {f"bell-{kind}": "on" for kind in kinds[1:]}
    times = {"every": "week", "weekday": "0", "hour": "8", "zone": "Europe/Berlin", "quiet_from": "", "quiet_until": ""}
    assert hana.post(f"{PAGE}choices/", {**given, **times}).status_code == 302
    page = hana.get(f"{PAGE}choices/").content.decode()
    assert '<option value="Europe/Berlin" selected>' in page
    assert page.count('<option value="now" selected>') == len(kinds)
    with site_scope(cast.kissa.id):
        assert Rhythm.objects.get().every == "week"
    refused = hana.post(f"{PAGE}choices/", {**given, **times, "quiet_from": "7", "quiet_until": "9"})
    assert (refused.status_code, "おやすみ時間に入っています" in refused.content.decode()) == (400, True)
