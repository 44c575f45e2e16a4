"""Two workers at once, and one that dies in between: everybody is told once, and gets one letter."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from coorum.accounts.queries import viewer_on_site
from coorum.base import clock
from coorum.base.ids import new_id
from coorum.base.outbox import Letter
from coorum.base.scope import site_scope
from coorum.community import actions as community
from coorum.community.actions import telling
from coorum.community.models import Post
from coorum.notices.inbox import actions, letters
from coorum.notices.models import Notice
from tests.cast import Cast, raise_curtain
from tests.notices.conftest import joined

PEOPLE = 12


@pytest.fixture
def stage(committed: None) -> tuple[Cast, Post]:
    """Kissa with an announcement, and fourteen members."""
    cast = raise_curtain()
    with site_scope(cast.kissa.id):
        for number in range(PEOPLE):
            joined(f"Guest{number}")
        owen = viewer_on_site(cast.owen)
        news = community.open_board(owen, name="お知らせ", slug="news", kind="announcement")
        return cast, community.write_post(owen, board=news, title="定休日のお知らせ", body="本文", key=new_id())


def test_two_workers_and_one_that_dies(stage: tuple[Cast, Post], monkeypatch: Any) -> None:
    cast, post = stage

    def at_once(work: Any) -> None:
        def one(_number: int) -> None:
            try:
                with site_scope(cast.kissa.id), clock.held_at(clock.now() + timedelta(days=8)):
                    work()
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(one, range(2)))

    at_once(lambda: telling.tell_of_announcement(post.id))
    with site_scope(cast.kissa.id):
        assert Notice.objects.count() == PEOPLE + 2
        Notice.objects.update(mail_at=clock.now())
    with monkeypatch.context() as broken:
        written = letters.write

        def write(member: Any, bundles: Any, *, key: Any) -> None:
            written(member, bundles, key=key)
            raise RuntimeError("the power went")

        broken.setattr(letters, "write", write)
        with pytest.raises(RuntimeError), site_scope(cast.kissa.id):
            actions.send_due()
    with site_scope(cast.kissa.id):
        assert not Letter.objects.filter(kind=letters.KIND).exists()
    at_once(actions.send_due)
    with site_scope(cast.kissa.id):
        told = Counter(Letter.objects.filter(kind=letters.KIND).values_list("recipient", flat=True))
    assert (len(told), set(told.values())) == (PEOPLE + 2, {1})
