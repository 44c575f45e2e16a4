"""Blocks on the operator's page: only where it was listed, without a cookie, public words only, legible, and light."""

import gzip
import re
from typing import Any

import pytest
from django.test import Client

from coorum.accounts.queries import viewer_on_site
from coorum.base.ids import new_id, short
from coorum.base.scope import site_scope
from coorum.community import actions
from coorum.community.models import Board, Post
from coorum.sites.branding import contrast
from tests.cast import Cast
from tests.doors.embed.conftest import SHOP

STRANGE = (
    "https://evil.example",
    "https://shop.example.evil.example",
    "https://shop.example:8443",
    "https://shop.example:99999",
    "https://user@shop.example",
    "https://[shop.example",
    "http://shop.example",
    "",
    "null",
)
ADDRESSES = ("/embed/frame/", "/embed/posts.json")


def test_the_scripts_are_light(guest: Client) -> None:
    """The script ≤ 6 kB, each block ≤ 4 kB more, compressed."""
    weights = {}
    for name in ("community.js", "into.js", "frame.js", "member.js"):
        answer = guest.get(f"/embed/{name}")
        weights[name] = len(gzip.compress(answer.content))
        assert guest.get(f"/embed/{name}", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert weights["community.js"] <= 6000
    assert max(weights["into.js"], weights["frame.js"] + weights["member.js"]) <= 4000


def test_a_block_is_shown_at_a_listed_origin_only(cast: Cast, guest: Client, visit: Any) -> None:
    answer = guest.get(f"/embed/frame/?origin={SHOP}")
    assert f"frame-ancestors {SHOP}" in answer["Content-Security-Policy"]
    assert guest.get("/embed/frame/", {"origin": f"{SHOP}:443"}).status_code == 200  # browsers leave the port out
    for address in ADDRESSES:
        assert guest.get(address, {"origin": SHOP}).status_code == 200
        assert [guest.get(address, {"origin": other}).status_code for other in STRANGE] == [404] * len(STRANGE)
        assert visit(cast.kiri).get(address, {"origin": SHOP}).status_code == 404


def test_other_pages_cannot_read_the_facts(guest: Client) -> None:
    answer = guest.get("/embed/posts.json", {"origin": SHOP}, headers={"Origin": "https://evil.example"})
    assert answer["Access-Control-Allow-Origin"] == SHOP
    assert "Access-Control-Allow-Credentials" not in answer


def test_a_block_sets_no_cookie_and_wants_none(cast: Cast, guest: Client, visit: Any, post: Post) -> None:
    answer = guest.get(f"/embed/frame/?origin={SHOP}&language=en&posts=99")
    signed_in = visit(cast.kissa, as_=cast.hana).get(f"/embed/frame/?origin={SHOP}&language=en&posts=99")
    assert not answer.cookies
    assert not signed_in.cookies
    assert answer.content == signed_in.content
    assert "public" in answer["Cache-Control"]
    assert 'lang="en"' in answer.content.decode()


@pytest.mark.parametrize("show", ["latest", "lively", "board"])
def test_public_words_are_shown_and_others_are_not(cast: Cast, guest: Client, post: Post, show: str) -> None:
    with site_scope(cast.kissa.id):
        owen = viewer_on_site(cast.owen)
        closed = actions.open_board(owen, name="内緒", slug="closed", readers="members")
        secret = actions.write_post(owen, board=closed, title="内緒の話", body="ここだけ", key=new_id())
        for one in (post, secret):
            actions.post_comment(owen, post=one, body="はい", key=new_id())
    for board in ("beans", "closed"):
        asked = {"origin": SHOP, "show": show, "board": board}
        page, facts = (guest.get(address, asked) for address in ADDRESSES)
        if show == "board" and board == "closed":
            assert (page.status_code, facts.status_code) == (404, 404)
            continue
        assert "朝の一杯 &lt;b&gt;" in page.content.decode()
        assert [one["title"] for one in facts.json()["posts"]] == ["朝の一杯 <b>"]
        assert facts.json()["posts"][0]["address"].endswith(f"/b/beans/{short(post.id)}/")
        assert "内緒の話" not in page.content.decode()


def test_what_cannot_be_shown_is_not_found(guest: Client, board: Board) -> None:
    for asked in (
        {"show": "all"},
        {"show": "board"},
        {"show": "board", "board": "x"},
        {"show": "comments", "board": "x"},
    ):
        assert guest.get("/embed/frame/", {"origin": SHOP, **asked}).status_code == 404
    assert guest.get("/embed/posts.json", {"origin": SHOP, "show": "comments", "board": "beans"}).status_code == 404


def test_the_page_s_colour_stays_legible(guest: Client) -> None:
    page = guest.get("/embed/frame/", {"origin": SHOP, "accent": "#FE0", "colours": "dark"}).content.decode()
    assert 'data-theme="dark"' in page
    css = guest.get("/embed/colours/ffee00.css").content.decode()
    assert "/embed/colours/ffee00.css" in page
    light = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6})", css.partition("@media")[0]))
    assert contrast(light["accent-ink"], light["surface"]) >= 4.5
    for wrong in ("red;}", "12345", "url(x)"):
        asked = guest.get("/embed/frame/", {"origin": SHOP, "accent": wrong, "colours": wrong}).content.decode()
        assert wrong not in asked
    assert guest.get("/embed/colours/zz.css").status_code == 404


def test_a_question_is_shown_with_its_best_answer(cast: Cast, guest: Client, post: Post) -> None:
    with site_scope(cast.kissa.id):
        owen, hana, taro = (viewer_on_site(one) for one in (cast.owen, cast.hana, cast.taro))
        ask = {"name": "質問", "slug": "ask", "kind": "questions"}
        asked = actions.write_post(
            hana, board=actions.open_board(owen, **ask), title="何度？", body="湯です。", key=new_id()
        )
        for body in ("92度です。", "さあ。"):
            said = actions.post_comment(taro, post=asked, body=body, key=new_id())
            if body != "さあ。":
                actions.choose_answer(hana, post=asked, comment=said)
    wish = {"origin": SHOP, "show": "question", "question": f"https://kissa.test/b/ask/{short(asked.id)}/?x#c1"}
    page = guest.get("/embed/frame/", wish).content.decode()
    assert "92度です。" in page
    assert "さあ。" not in page
    assert "解決済み" in guest.get("/embed/frame/", {"origin": SHOP, "show": "board", "board": "ask"}).content.decode()
    [row] = guest.get("/embed/posts.json", {"origin": SHOP, "show": "board", "board": "ask"}).json()["posts"]
    assert (row["comments"], row["mark"]) == ("回答2件", "解決済み")
    for other in ("", "x", short(post.id)):
        assert guest.get("/embed/frame/", {**wish, "question": other}).status_code == 404
    assert guest.get("/embed/posts.json", wish).status_code == 404
