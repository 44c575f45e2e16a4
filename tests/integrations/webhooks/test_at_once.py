"""Two workers at once, with transactions that commit: each change arrives once, and in order."""

import threading
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from coorum.accounts.queries import viewer_on_site
from coorum.base import clock
from coorum.base.scope import site_scope
from coorum.community import actions as community
from coorum.integrations.models import Endpoint
from coorum.integrations.webhooks import sending
from tests.cast import Cast, raise_curtain
from tests.doors.api.house import Furnished
from tests.integrations.webhooks.shop import TASKS, Shop, open_shop, waiting

BOARDS = 6


@pytest.fixture
def cast(committed: None) -> Iterator[Cast]:
    yield raise_curtain()
    connection.close()


def work(shop: Shop, lock: threading.Lock, until: Any) -> None:
    """Do what is queued, each job once, until all has arrived."""
    end = time.monotonic() + 60
    while not until() and time.monotonic() < end:
        with lock:
            due = [
                one for one in waiting() if one.id not in shop.done and (one.scheduled_at or clock.now()) <= clock.now()
            ]
            shop.done |= {one.id for one in due[:1]}
        for job in due[:1]:
            with site_scope(UUID(job.args["site"])):
                TASKS[job.task_name].shell(*job.args["arguments"])
        time.sleep(0.01)
    connection.close()


def test_two_workers_tell_each_change_once_and_in_order(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with site_scope(cast.kissa.id):
        shop = open_shop(Furnished(cast.kissa, cast.owen), monkeypatch, types=["board.published"])
    ids = []
    for number in range(BOARDS):
        with site_scope(cast.kissa.id):
            board = community.open_board(viewer_on_site(cast.owen), name=f"板{number}", slug=f"board-{number}")
            sending.wake_all()
        ids.append(("board.published", str(board.id)))
    lock = threading.Lock()
    workers = [
        threading.Thread(target=work, args=(shop, lock, lambda: len(shop.heard) >= BOARDS)) for _time in range(2)
    ]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert shop.news == ids
    with site_scope(cast.kissa.id):
        assert Endpoint.objects.get().failures == 0
