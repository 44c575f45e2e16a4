"""The console's first page."""

from typing import Any

from coorum.accounts.queries import viewer_on_site
from coorum.base.ids import new_id
from coorum.base.scope import site_scope
from coorum.community import actions
from tests.cast import Cast


def test_posts_that_wait_for_an_answer_are_shown_whoever_wrote_them(cast: Cast, visit: Any) -> None:
    with site_scope(cast.kissa.id):
        board = actions.open_board(viewer_on_site(cast.owen), name="話題", slug="talk")
        for person, title in ((cast.taro, "会員の問い"), (cast.owen, "運営の問い")):
            actions.write_post(viewer_on_site(person), board=board, title=title, body="本文", key=new_id())
    page = visit(cast.kissa, as_=cast.owen).get("/console/").content.decode()
    assert "会員の問い" in page
    assert "運営の問い" in page
    assert "運営事務局" in page
