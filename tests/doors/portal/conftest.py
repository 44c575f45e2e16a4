"""A board with a post and a comment on Kissa, seen through the browser of each."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coorum.accounts.queries import viewer_on_site
from coorum.base.ids import new_id, short
from coorum.base.scope import site_scope
from coorum.community import actions
from coorum.community.models import Board, Comment, Post
from tests.cast import Cast


@pytest.fixture
def board(cast: Cast) -> Board:
    with site_scope(cast.kissa.id):
        return actions.open_board(viewer_on_site(cast.owen), name="おしゃべり", slug="talk")


@pytest.fixture
def post(cast: Cast, board: Board) -> Post:
    with site_scope(cast.kissa.id):
        hana = viewer_on_site(cast.hana)
        return actions.write_post(hana, board=board, title="朝の一杯", body="**何時**に飲みますか。", key=new_id())


@pytest.fixture
def comment(cast: Cast, post: Post) -> Comment:
    with site_scope(cast.kissa.id):
        return actions.post_comment(viewer_on_site(cast.taro), post=post, body="六時です", key=new_id())


@pytest.fixture
def hana(cast: Cast, visit: Callable[..., Client]) -> Client:
    return visit(cast.kissa, as_=cast.hana)


@pytest.fixture
def taro(cast: Cast, visit: Callable[..., Client]) -> Client:
    return visit(cast.kissa, as_=cast.taro)


@pytest.fixture
def owen(cast: Cast, visit: Callable[..., Client]) -> Client:
    return visit(cast.kissa, as_=cast.owen)


@pytest.fixture
def guest(cast: Cast, visit: Callable[..., Client]) -> Client:
    return visit(cast.kissa)


@pytest.fixture
def at(post: Post) -> str:
    """The address of the post."""
    return f"/b/talk/{short(post.id)}/"


@pytest.fixture
def words() -> Callable[..., dict[str, Any]]:
    """What a composer sends."""
    return lambda body="本文", **more: {"submission": str(new_id()), "body": body, **more}
