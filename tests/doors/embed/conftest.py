"""Kissa's shop lists the community; somebody who looks at its pages."""

from typing import Any

import pytest
from django.test import Client

from coorum.accounts.queries import viewer_on_site
from coorum.base.events import SYSTEM
from coorum.base.ids import new_id
from coorum.base.scope import site_scope
from coorum.community import actions
from coorum.community.models import Board, Post
from coorum.sites import actions as sites
from tests.cast import Cast

SHOP = "https://shop.example"


@pytest.fixture
def guest(cast: Cast, visit: Any) -> Client:
    with site_scope(cast.kissa.id):
        sites.list_embed_origins(SYSTEM, cast.kissa, origins=[SHOP])
    browser: Client = visit(cast.kissa)
    return browser


@pytest.fixture
def board(cast: Cast) -> Board:
    with site_scope(cast.kissa.id):
        return actions.open_board(viewer_on_site(cast.owen), name="豆の話", slug="beans")


@pytest.fixture
def post(cast: Cast, board: Board) -> Post:
    with site_scope(cast.kissa.id):
        hana = viewer_on_site(cast.hana)
        return actions.write_post(hana, board=board, title="朝の一杯 <b>", body="何時に飲みますか。", key=new_id())
