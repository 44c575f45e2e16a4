"""Comments under a page of the operator's website: begun by a member, at the community, and shown there."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from coorum.accounts.queries import viewer_on_site
from coorum.base.ids import new_id
from coorum.base.scope import site_scope
from coorum.community import actions
from coorum.community import queries as community
from coorum.community.models import Board, PageTalk, Post
from tests.cast import Cast, refused
from tests.doors.embed.conftest import SHOP

PAGE = f"{SHOP}/items/12"


def block(guest: Client, page: str = "/items/12?token=1", **more: str) -> str:
    asked = {"origin": SHOP, "show": "comments", "board": "beans", "page": page, "title": "朝靄ブレンド"}
    return guest.get("/embed/frame/", {**asked, **more}).content.decode()


def write(cast: Cast, visit: Any, who: Any, about: str = PAGE) -> Any:
    words = {"submission": str(new_id()), "title": "この豆", "body": "おいしいですか。", "about": about}
    return visit(cast.kissa, as_=who).post("/b/beans/write/", words)


def test_the_first_words_begin_the_talk_about_the_page(cast: Cast, guest: Client, board: Board, visit: Any) -> None:
    way = block(guest).split('class="button primary" href="')[1].split('"')[0].replace("&amp;", "&")
    asked = parse_qs(urlsplit(way).query)
    assert (urlsplit(way).path, asked) == ("/b/beans/write/", {"about": [PAGE], "title": ["朝靄ブレンド"]})
    composer = visit(cast.kissa, as_=cast.hana).get(way).content.decode()
    assert 'value="朝靄ブレンド"' in composer
    assert "shop.example/items/12" in composer
    written = write(cast, visit, cast.hana)
    assert f'href="{PAGE}"' in guest.get(written.url).content.decode()
    shown = block(guest)
    assert "この豆" in shown
    assert f"{written.url}#composer" in shown
    assert visit(cast.kissa, as_=cast.taro).get(way).url == f"{written.url}#composer"


def test_comments_are_shown_with_a_way_to_the_rest(cast: Cast, guest: Client, board: Board, visit: Any) -> None:
    write(cast, visit, cast.hana)
    with site_scope(cast.kissa.id):
        taro, post = viewer_on_site(cast.taro), Post.objects.get()
        for number in range(7):
            actions.post_comment(taro, post=post, body=f"返事{number} <script>", key=new_id())
    shown = block(guest)
    assert shown.count("返事") == 5
    assert "<script>" not in shown.split("<body")[1]
    assert block(guest, posts="8").count("返事") == 7


def test_a_second_beginning_is_a_post_like_any_other(cast: Cast, guest: Client, board: Board, visit: Any) -> None:
    first, second = (write(cast, visit, who) for who in (cast.hana, cast.taro))
    assert first.url != second.url
    with site_scope(cast.kissa.id):
        assert PageTalk.objects.count() == 1
    assert first.url in block(guest)
    assert PAGE not in guest.get(second.url).content.decode()


def test_a_talk_that_was_removed_leaves_room_for_another(cast: Cast, guest: Client, board: Board, visit: Any) -> None:
    write(cast, visit, cast.hana)
    with site_scope(cast.kissa.id):
        actions.remove_post(viewer_on_site(cast.hana), post=Post.objects.get())
        assert community.talk_about(PAGE) is None
    second = write(cast, visit, cast.taro)
    assert second.url in block(guest)


@pytest.mark.parametrize("about", ["https://evil.example/x", "javascript:alert(1)", "x", f"{SHOP}:1/items/12"])
def test_pages_of_others_are_not_talked_about(cast: Cast, guest: Client, board: Board, visit: Any, about: str) -> None:
    """The words are published all the same: they are the member's, and the address is not."""
    written = write(cast, visit, cast.hana, about)
    assert written.status_code == 302
    with site_scope(cast.kissa.id), refused("origin"):
        assert not PageTalk.objects.exists()
        actions.tie_to_page(viewer_on_site(cast.hana), post=Post.objects.get(), address=about)


def test_nobody_ties_what_others_wrote(cast: Cast, guest: Client, board: Board, post: Post) -> None:
    with site_scope(cast.kissa.id), refused("not_yours"):
        actions.tie_to_page(viewer_on_site(cast.taro), post=post, address=PAGE)


def test_a_talk_on_a_board_for_members_is_not_shown(cast: Cast, guest: Client, board: Board, visit: Any) -> None:
    write(cast, visit, cast.hana)
    with site_scope(cast.kissa.id):
        facts = {name: getattr(board, name) for name in ("name", "slug", "kind", "description", "writers", "template")}
        actions.change_board(viewer_on_site(cast.owen), board=board, readers="members", **facts)
    answer = guest.get("/embed/frame/", {"origin": SHOP, "show": "comments", "board": "beans", "page": "/items/12"})
    assert answer.status_code == 404
