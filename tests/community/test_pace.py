"""How much one member may say in an hour, and that nothing is lost where it was too much."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.ids import new_id
from coorum.community import actions, queries, rules
from coorum.community.models import Board, Comment, Post, PostLike

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
Act = Callable[[Viewer, Post], Any]


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small numbers read the same and test faster."""
    monkeypatch.setattr(rules, "POSTS_AN_HOUR", 3)
    monkeypatch.setattr(rules, "COMMENTS_AN_HOUR", 3)
    monkeypatch.setattr("coorum.community.actions.likes.LIKES_AN_HOUR", 3)


def write(viewer: Viewer, post: Post) -> Post:
    return actions.write_post(viewer, board=post.board, title="題", body="本文", key=new_id())


def comment(viewer: Viewer, post: Post) -> Comment:
    return actions.post_comment(viewer, post=post, body="はい", key=new_id())


def at(minute: int, act: Act, viewer: Viewer, post: Post) -> Any:
    with clock.held_at(NOON + timedelta(minutes=minute)):
        return act(viewer, post)


@pytest.mark.parametrize("act", [write, comment])
def test_a_member_who_floods_is_told_when_to_go_on_and_loses_nothing(taro: Viewer, post: Post, act: Act) -> None:
    for minute in (0, 10, 20):
        at(minute, act, taro, post)
    with pytest.raises(Refused) as refusal:
        at(30, act, taro, post)
    assert (refusal.value.code, refusal.value.params["minutes"]) == ("too_many", 30)
    draft = queries.draft_of(taro, refusal.value.params["draft"])
    assert draft is not None
    assert draft.body
    at(61, act, taro, post)


@pytest.mark.parametrize("act", [write, comment])
def test_the_others_are_not_held_up(taro: Viewer, hana: Viewer, owen: Viewer, post: Post, act: Act) -> None:
    for minute in (0, 10, 20):
        at(minute, act, taro, post)
    at(30, act, hana, post)
    for minute in range(30, 40):
        at(minute, act, owen, post)


def test_a_form_sent_twice_is_answered_at_the_limit_too(taro: Viewer, post: Post, board: Board) -> None:
    keys = [new_id() for _ in range(3)]
    for key in [*keys, keys[2]]:
        said = actions.post_comment(taro, post=post, body="はい", key=key)
        written = actions.write_post(taro, board=board, title="題", body="本文", key=key)
    assert (said.key, written.key) == (keys[2], keys[2])


def test_what_was_taken_away_counts_all_the_same(taro: Viewer, post: Post) -> None:
    for _ in range(3):
        actions.remove_post(taro, post=write(taro, post))
    with pytest.raises(Refused):
        write(taro, post)


def test_likes_have_a_pace_and_taking_them_back_has_none(taro: Viewer, hana: Viewer, post: Post) -> None:
    posts = [at(100 * n, write, hana, post) for n in range(4)]
    for liked in posts[:3]:
        actions.like(taro, subject=liked)
    with pytest.raises(Refused) as refusal:
        actions.like(taro, subject=posts[3])
    assert refusal.value.code == "too_many"
    assert PostLike.objects.count() == 3
    actions.like(taro, subject=posts[0])
    actions.unlike(taro, subject=posts[0])
