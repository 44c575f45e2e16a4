"""Home, boards and the lists of posts, through URLs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coorum.accounts.models import Member
from coorum.accounts.queries import viewer_on_site
from coorum.base import clock
from coorum.base.ids import new_id, short
from coorum.base.scope import site_scope
from coorum.community import actions
from coorum.community.models import Board, BoardVisit, Comment, Post, PostVisit
from tests.cast import Cast


def talk(cast: Cast, board: Board, posts: int, comments: int) -> Post:
    """More posts by Hana, and under the first of them comments by Hana and Taro in turn."""
    with site_scope(cast.kissa.id):
        hana, taro = viewer_on_site(cast.hana), viewer_on_site(cast.taro)
        made = []
        for n in range(posts):
            with clock.held_at(clock.now() - timedelta(minutes=10 * (posts - n))):  # at a pace that is allowed
                made.append(actions.write_post(hana, board=board, title=f"話{n}", body="本文", key=new_id()))
        for n in range(comments):
            actions.post_comment((hana, taro)[n % 2], post=made[0], body=f"{n}", key=new_id())
    return made[0]


def queries_of(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as statements:
        assert browser.get(address).status_code == 200
    return len([query for query in statements if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "SET LOCAL"))])


def test_home_shows_what_is_there(guest: Client, comment: Comment) -> None:
    page = guest.get("/").content.decode()
    assert "朝の一杯" in page
    assert "おしゃべり" in page


def test_home_of_an_empty_place_asks_for_the_first_word(taro: Client, board: Board) -> None:
    assert "最初のひとこと" in taro.get("/").content.decode()


def test_the_providers_own_host_leads_to_its_documents(cast: Cast, visit: Callable[..., Client]) -> None:
    assert visit(None).get("/").status_code == 302
    assert visit(None).get("/b/").status_code == 404


@pytest.mark.parametrize(("who", "most"), [("guest", 4), ("taro", 14)])
def test_a_posts_page_costs_the_same_when_rows_double(
    cast: Cast, request: pytest.FixtureRequest, board: Board, who: str, most: int
) -> None:
    post = talk(cast, board, 1, 10)
    browser = request.getfixturevalue(who)
    before = queries_of(browser, f"/b/talk/{short(post.id)}/")
    with site_scope(cast.kissa.id):
        PostVisit.objects.all().delete()
        for n in range(10):
            actions.post_comment(viewer_on_site(cast.hana), post=post, body=str(n), key=new_id())
    assert queries_of(browser, f"/b/talk/{short(post.id)}/") == before
    assert before <= most


@pytest.mark.parametrize(
    ("who", "address", "most"),
    [("guest", "/", 6), ("taro", "/", 14), ("guest", "/b/talk/", 3), ("taro", "/b/talk/", 12), ("guest", "/b/", 2)],
)
def test_lists_cost_the_same_when_rows_double(
    cast: Cast, request: pytest.FixtureRequest, board: Board, who: str, address: str, most: int
) -> None:
    talk(cast, board, 5, 5)
    browser = request.getfixturevalue(who)
    before = queries_of(browser, address)
    talk(cast, board, 5, 5)
    assert queries_of(browser, address) == before
    assert before <= most


def test_a_list_pages_both_ways_without_loss(cast: Cast, guest: Client, board: Board) -> None:
    from coorum.community import queries

    talk(cast, board, 45, 0)
    with site_scope(cast.kissa.id):
        page = queries.board_page(None, queries.board_named(None, "talk"), sort="new").posts
        pages = [page]
        while page.after:
            page = queries.board_page(None, queries.board_named(None, "talk"), sort="new", after=page.after).posts
            pages.append(page)
        back = queries.board_page(None, queries.board_named(None, "talk"), sort="new", before=pages[1].before).posts
    assert [len(one.rows) for one in pages] == [20, 20, 5]
    assert back.rows == pages[0].rows


def test_what_came_since_the_last_visit_is_marked(cast: Cast, taro: Client, board: Board, post: Post, at: str) -> None:
    with site_scope(cast.kissa.id):
        Member.objects.update(joined_at=clock.now() - timedelta(days=9))
        Post.objects.update(created_at=clock.now() - timedelta(days=8))
    taro.get("/b/talk/")
    taro.get(at)
    with site_scope(cast.kissa.id):
        BoardVisit.objects.update(seen_at=clock.now() - timedelta(days=2), new_after=clock.now() - timedelta(days=3))
        PostVisit.objects.update(seen_at=clock.now() - timedelta(days=2))
        hana = viewer_on_site(cast.hana)
        actions.post_comment(hana, post=post, body="新しい話", key=new_id())
        actions.write_post(hana, board=board, title="新しい投稿", body="本文", key=new_id())
    for _ in range(2):
        page = taro.get("/b/talk/").content.decode()
        assert page.count("is-unread") == 2
        assert "新着1件" in page
    for _ in range(2):
        page = taro.get(at).content.decode()
        assert 'class="comment is-new"' in page
        assert "前回から新着1件" in page
    assert taro.get("/b/talk/").content.decode().count("is-unread") == 1
