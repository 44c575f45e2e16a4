"""Drafts, through URLs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coorum.accounts.queries import viewer_on_site
from coorum.base.ids import short
from coorum.base.scope import site_scope
from coorum.community import actions
from coorum.community.models import Board, Comment, Draft, Post
from tests.cast import Cast

Words = Callable[..., dict[str, Any]]


@pytest.mark.parametrize("kind", ["post", "post_edit", "comment", "reply", "comment_edit"])
def test_every_composer_saves_while_one_types(
    cast: Cast, taro: Client, post: Post, comment: Comment, words: Words, kind: str
) -> None:
    places = {"post": "talk", "post_edit": short(post.id), "comment": short(post.id)}
    at = places.get(kind, short(comment.id))
    form = words("途中")
    assert taro.post(f"/my/drafts/save/?kind={kind}&at={at}", form).status_code == 204
    assert "途中" in taro.get("/my/drafts/").content.decode()
    assert "途中" in taro.get(f"/my/drafts/{form['submission']}/").content.decode()


def test_the_comment_one_was_writing_is_there_again(taro: Client, post: Post, at: str, words: Words) -> None:
    form = words("つづきは明日")
    taro.post(f"/my/drafts/save/?kind=comment&at={short(post.id)}", form)
    page = taro.get(at).content.decode()
    assert "つづきは明日</textarea>" in page
    assert form["submission"] in page


def test_a_draft_is_seen_by_nobody_else(hana: Client, taro: Client, board: Board, words: Words) -> None:
    form = words("秘密")
    taro.post("/my/drafts/save/?kind=post&at=talk", form)
    assert hana.get(f"/my/drafts/{form['submission']}/").status_code == 404
    assert "秘密" not in hana.get(f"/b/talk/?draft={form['submission']}").content.decode()
    assert hana.get(f"/b/talk/write/?draft={form['submission']}").status_code == 404


def test_a_draft_is_thrown_away_by_hand_only(cast: Cast, taro: Client, board: Board, words: Words) -> None:
    form = words("いらない")
    taro.post("/my/drafts/save/?kind=post&at=talk", form)
    taro.post(f"/my/drafts/{form['submission']}/removal/")
    with site_scope(cast.kissa.id):
        assert not Draft.objects.exists()


def test_words_whose_board_went_away_can_go_elsewhere(cast: Cast, taro: Client, board: Board, words: Words) -> None:
    form = words("長い話")
    taro.post("/my/drafts/save/?kind=post&at=talk", form)
    with site_scope(cast.kissa.id):
        owen = viewer_on_site(cast.owen)
        actions.remove_board(owen, board=board)
        actions.open_board(owen, name="別の場所", slug="other")
    page = taro.get(f"/my/drafts/{form['submission']}/").content.decode()
    assert f"/b/other/write/?draft={form['submission']}" in page
    assert "/b/talk/write/" not in page


@pytest.mark.parametrize("query", ["kind=poem&at=talk", "kind=comment&at=zzz", ""])
def test_a_draft_for_no_such_place_is_refused(taro: Client, board: Board, words: Words, query: str) -> None:
    assert taro.post(f"/my/drafts/save/?{query}", words("あ")).status_code == 404
