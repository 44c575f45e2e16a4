"""The community on the operator's page: only where it was listed, without a cookie, and light."""

import gzip
from typing import Any

import pytest

from coorum.base.events import SYSTEM
from coorum.base.scope import site_scope
from coorum.sites import actions as sites
from tests.cast import Cast

SHOP = "https://shop.example"


@pytest.fixture
def guest(cast: Cast, visit: Any) -> Any:
    with site_scope(cast.kissa.id):
        sites.list_embed_origins(SYSTEM, cast.kissa, origins=[SHOP])
    return visit(cast.kissa)


def test_the_script_is_light(guest: Any) -> None:
    answer = guest.get("/embed/community.js")
    assert len(gzip.compress(answer.content)) <= 6000
    assert guest.get("/embed/community.js", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_frame_may_be_shown_at_a_listed_origin_only(guest: Any) -> None:
    answer = guest.get(f"/embed/frame/?origin={SHOP}")
    assert answer.status_code == 200
    assert f"frame-ancestors {SHOP}" in answer["Content-Security-Policy"]
    for other in ("https://evil.example", "https://shop.example.evil.example", "http://shop.example", "", "null"):
        assert guest.get("/embed/frame/", {"origin": other}).status_code == 404


def test_another_site_s_list_does_not_count(cast: Cast, guest: Any, visit: Any) -> None:
    assert visit(cast.kiri).get(f"/embed/frame/?origin={SHOP}").status_code == 404


def test_the_frame_sets_no_cookie_and_wants_none(guest: Any) -> None:
    answer = guest.get(f"/embed/frame/?origin={SHOP}&language=en&posts=99")
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]
    assert 'lang="en"' in answer.content.decode()
