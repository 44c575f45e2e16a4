"""Who looks at Kissa in tests of rooms, with a board and a post there. Doors have browsers by the same names."""

from uuid import UUID

import pytest

from coorum.accounts.queries import Viewer, viewer_on_site
from coorum.base.ids import new_id
from coorum.community import actions
from coorum.community.models import Board, Post
from tests.cast import Cast


@pytest.fixture
def hana(cast: Cast, on_kissa: UUID) -> Viewer:
    return viewer_on_site(cast.hana)


@pytest.fixture
def taro(cast: Cast, on_kissa: UUID) -> Viewer:
    return viewer_on_site(cast.taro)


@pytest.fixture
def owen(cast: Cast, on_kissa: UUID) -> Viewer:
    """The owner of Kissa: staff, and no member."""
    return viewer_on_site(cast.owen)


@pytest.fixture
def board(owen: Viewer) -> Board:
    return actions.open_board(owen, name="おしゃべり", slug="talk")


@pytest.fixture
def news(owen: Viewer) -> Board:
    return actions.open_board(owen, name="お知らせ", slug="news", kind="announcement")


@pytest.fixture
def post(hana: Viewer, board: Board) -> Post:
    return actions.write_post(
        hana, board=board, title="朝の一杯", body="みなさんは**何時**に飲みますか。", key=new_id()
    )
