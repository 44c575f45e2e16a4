"""Questions that wait, and the command that mends counters, each once through its door."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from coorum.accounts.queries import viewer_on_site
from coorum.base import clock
from coorum.base.ids import new_id
from coorum.base.scope import site_scope
from coorum.community import actions
from coorum.community.models import Post
from tests.cast import Cast


@pytest.fixture
def asked(cast: Cast) -> list[Post]:
    """Three questions on Kissa, the oldest with an answer; one is solved."""
    with site_scope(cast.kissa.id):
        owen, hana, taro = (viewer_on_site(one) for one in (cast.owen, cast.hana, cast.taro))
        board = actions.open_board(owen, name="質問", slug="ask", kind="questions")
        found = []
        for days, title in ((5, "古い質問"), (2, "新しい質問"), (9, "解けた質問")):
            with clock.held_at(clock.now() - timedelta(days=days, hours=1)):
                found.append(actions.write_post(hana, board=board, title=title, body="本文", key=new_id()))
        for post in (found[0], found[2]):
            said = actions.post_comment(taro, post=post, body="答え", key=new_id())
        actions.choose_answer(hana, post=found[2], comment=said)
    return found


def test_those_that_wait_longest_come_first_with_their_days(cast: Cast, visit: Any, asked: list[Post]) -> None:
    owen = visit(cast.kissa, as_=cast.owen)
    page = owen.get("/console/questions/").content.decode()
    assert page.index("古い質問") < page.index("新しい質問")
    assert "解けた質問" not in page
    assert "<b>5</b>日" in page
    page = owen.get("/console/questions/?show=unanswered").content.decode()
    assert "新しい質問" in page
    assert "古い質問" not in page
    assert "解決していない質問2件" in owen.get("/console/").content.decode()
    assert visit(cast.kissa, as_=cast.hana).get("/console/questions/").status_code in (302, 403, 404)


def test_counters_are_checked_and_mended_by_command(cast: Cast, asked: list[Post]) -> None:
    call_command("counters", "--check", stdout=StringIO())
    with site_scope(cast.kissa.id):
        Post.objects.filter(id=asked[0].id).update(answer_count=7)
    with pytest.raises(CommandError):
        call_command("counters", "--check", stdout=StringIO())
    for said in ("mended", ""):
        out = StringIO()
        call_command("counters", "--repair", stdout=out)
        assert ("post.answer_count" in out.getvalue() and "1 mended" in out.getvalue()) or not said
    call_command("counters", "--check", stdout=StringIO())
