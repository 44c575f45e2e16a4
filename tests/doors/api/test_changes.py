"""The change feed: what changed, in the order of commits, with nothing in it for whoever may not read it."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from coorum.accounts.queries import viewer_on_site
from coorum.base import clock
from coorum.base.scope import site_scope
from coorum.community import actions as community
from coorum.community.models import Comment, Post
from coorum.integrations import changes
from coorum.integrations.kinds import Scope
from coorum.integrations.places import Place
from tests.cast import Cast, raise_curtain
from tests.doors.api.house import System, furnish


@pytest.fixture
def cast(committed: None) -> Iterator[Cast]:
    """What is shown is what other transactions committed, so these do."""
    yield raise_curtain()
    connection.close()


def others_have_ended() -> None:
    """Wait for the transactions that are open now: their numbers are the server's, and other tests run on it, too."""
    end = time.monotonic() + 60
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        (mine,) = cursor.fetchone()
        while True:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            if cursor.fetchone()[0] > mine:
                return
            assert time.monotonic() < end
            time.sleep(0.05)


def start(system: System) -> str:
    others_have_ended()
    return str(system.get("/changes?start=now").json()["next"])


def follow(system: System, cursor: str, *, wait: bool = True) -> tuple[list[tuple[str, str, str]], str]:
    if wait:
        others_have_ended()
    answer = system.get(f"/changes?after={cursor}")
    assert answer.status_code == 200, answer.content
    told = answer.json()
    return [(one["subject"], one["what"], one["subject_id"]) for one in told["items"]], told["next"]


def test_a_copy_is_kept_by_following(cast: Cast, visit: Any) -> None:
    kissa, kiri = furnish(cast)
    system = kissa.system()
    whole, _now = follow(system, "")
    kinds = {(subject, what) for subject, what, _id in whole}
    assert {("board", "published"), ("post", "published"), ("comment", "published"), ("member", "published")} <= kinds
    assert not {id_ for _subject, _what, id_ in whole} & {str(one) for one in kiri.ids.values()}

    now = start(system)
    assert follow(system, now)[0] == []
    with site_scope(kissa.site.id):
        mika, post = viewer_on_site(cast.mika), Post.objects.get(id=kissa.ids["post"])
        community.edit_post(mika, post=post, title="新しい朝", body="本文", revision=post.revision)
        community.unlike(mika, subject=Comment.objects.get(id=kissa.ids["comment"]))
    seen, now = follow(system, now)
    assert seen == [
        ("post", "updated", str(kissa.ids["post"])),
        ("comment", "updated", str(kissa.ids["comment"])),
    ]

    with site_scope(kissa.site.id):
        asked, answer = Post.objects.get(id=kissa.ids["post"]), Comment.objects.get(id=kissa.ids["comment"])
        community.choose_answer(viewer_on_site(cast.mika), post=asked, comment=answer)
    seen, now = follow(system, now)
    assert seen == [("post", "updated", str(asked.id))]
    told = system.get(f"/posts/{asked.id}").json()["question"]
    assert told == {"state": "solved", "answer_count": 1, "best_answer_id": str(answer.id)}

    # Somebody withdraws: they are gone at once, and nothing about them is fetched any more.
    visit(cast.kissa, as_=cast.mika).post("/my/consents/provision/withdrawal/")
    seen, now = follow(system, now)
    assert seen == [("member", "deleted", str(kissa.ids["member"]))]
    whole, _now = follow(system, "")
    assert [what for subject, what, _id in whole if subject == "member"] == ["deleted"]

    # A key is told of what it may read.
    _key, secret = kissa.key(Scope.CHANGES_READ, Scope.BOARDS_READ)
    assert {subject for subject, _what, _id in follow(kissa.system(secret), "")[0]} == {"board"}
    assert system.get("/changes?limit=1").json()["more"] is True


def test_whose_transaction_is_still_open_is_waited_for(cast: Cast) -> None:
    """One begun earlier may end later: nobody who follows steps over it."""
    import psycopg

    from coorum.integrations.models import Change

    kissa, _kiri = furnish(cast)
    system = kissa.system()
    now = start(system)
    given = connection.settings_dict
    with psycopg.connect(dbname=given["NAME"], user=given["USER"], host=given["HOST"]) as earlier:
        earlier.execute("SELECT pg_current_xact_id()")
        with site_scope(kissa.site.id):
            board = community.open_board(viewer_on_site(kissa.owner), name="後の板", slug="later")
        seen, now = follow(system, now, wait=False)
        assert seen == []
        earlier.rollback()
    assert follow(system, now)[0] == [("board", "published", str(board.id))]

    # A place that is too old, or of a server before a restore, is said to be lost.
    with clock.held_at(clock.now() + changes.KEPT + timedelta(seconds=1)):
        assert system.get(f"/changes?after={now}").status_code == 410
    with site_scope(kissa.site.id):
        here = changes.here()
        with pytest.raises(changes.Lost):
            changes.after(Place(here.server + 1, 1, here.id, here.at), subjects={"post"}, most=1)
        for late, is_lost in ((timedelta(0), False), (timedelta(microseconds=1), True)):
            with clock.held_at(here.at + changes.KEPT + late):
                try:
                    changes.after(here, subjects={"post"}, most=1)
                except changes.Lost:
                    assert is_lost
                else:
                    assert not is_lost
        assert Change.objects.exists()
