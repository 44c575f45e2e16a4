"""The page that searches."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coorum.base.ids import short
from coorum.base.scope import site_scope
from coorum.community import tasks
from coorum.community.models import Comment, Post
from tests.cast import Cast


@pytest.fixture
def found(cast: Cast, post: Post, comment: Comment) -> Post:
    with site_scope(cast.kissa.id):
        tasks.index_words.shell("post", str(post.id))
        tasks.index_words.shell("comment", str(comment.id))
    return post


def test_what_fits_is_shown_marked_with_the_way_to_it(guest: Client, found: Post) -> None:
    page = guest.get("/search/", {"q": "一杯"})
    words = page.content.decode()
    assert f'href="/p/{short(found.id)}/"' in words
    assert "朝の<mark>一杯</mark>" in words
    assert 'name="robots" content="noindex"' in words
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "same-origin"  # the words reach no other website


def test_nothing_found_says_what_to_do(guest: Client, found: Post) -> None:
    words = guest.get("/search/", {"q": "<script>存在しない", "kind": "post"}).content.decode()
    assert "&lt;script&gt;存在しない" in words
    assert "<script>存在" not in words
    assert "/search/?q=%3Cscript%3E" in words


@pytest.mark.parametrize(
    "wish", [{}, {"q": "\x00"}, {"q": "あ" * 999}, {"q": "一杯", "board": "x", "kind": "x", "sort": "x"}]
)
def test_whatever_is_asked_a_page_answers(guest: Client, found: Post, wish: dict[str, Any]) -> None:
    assert guest.get("/search/", wish).status_code == 200


def test_a_place_that_is_gone_is_told(guest: Client, found: Post) -> None:
    assert guest.get("/search/", {"q": "一杯", "after": "nowhere"}).status_code == 404


def test_a_member_and_a_guest_are_answered_in_twelve_statements(hana: Client, guest: Client, found: Post) -> None:
    for browser in (hana, guest):
        browser.get("/search/", {"q": "一杯"})
        with CaptureQueriesContext(connection) as statements:
            assert browser.get("/search/", {"q": "一杯"}).status_code == 200
        assert len(statements) <= 12, [one["sql"] for one in statements]


def test_a_network_that_copies_the_community_out_is_slowed(
    guest: Client, found: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coorum.portal.views import search

    monkeypatch.setattr(search, "A_MINUTE", 2)
    assert [guest.get("/search/", {"q": "一杯"}).status_code for _ in range(3)] == [200, 200, 429]


def test_another_sites_words_are_not_found(cast: Cast, visit: Callable[..., Client], found: Post) -> None:
    assert short(found.id) not in visit(cast.kiri, as_=cast.hana).get("/search/", {"q": "一杯"}).content.decode()
