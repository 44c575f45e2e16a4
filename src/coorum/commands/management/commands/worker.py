"""`manage worker`: does the queued work, seals and signs the evidence, and shows that it is alive."""

import asyncio
import logging
import os
import time
from threading import Event, Thread
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from procrastinate.contrib.django import app as queue

from coorum.base import heartbeat, tombstones
from coorum.base.ledger import heads, sealing
from coorum.base.tasks import rescue_stalled
from coorum.config import schedule

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """One worker process: tasks in threads, and one keeper thread beside them."""

    help = "Do the queued work until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--concurrency", type=int, default=2, help="how many tasks at once")

    def handle(self, *args: Any, **options: Any) -> None:
        schedule.install()
        stop = Event()
        keeper = Thread(target=keep, args=(stop,), name="keeper", daemon=True)
        keeper.start()
        try:
            asyncio.run(self._work(options["concurrency"]))
        finally:
            stop.set()
            keeper.join(timeout=5)

    async def _work(self, concurrency: int) -> None:
        with queue.replace_connector(queue.connector.get_worker_connector()):  # type: ignore[attr-defined]
            async with queue.open_async():
                await queue.run_worker_async(
                    name=f"worker-{os.getpid()}", concurrency=concurrency, delete_jobs="successful"
                )


def keep(stop: Event) -> None:
    """Seal the access stream every half second, beat every ten; every minute sign heads, rescue tasks, mind tombstones."""
    each_minute = (heads.sign_heads, rescue_stalled, tombstones.write_missing)
    rounds = ((0.5, sealing.seal_once), (10, heartbeat.beat), *((60, act) for act in each_minute))
    due = [0.0] * len(rounds)
    while not stop.wait(0.25):
        for number, (every, act) in enumerate(rounds):
            if time.monotonic() >= due[number]:
                due[number] = time.monotonic() + every
                _try(act)


def _try(act: Any) -> None:
    """A round that fails is logged and tried again at its next turn: the keeper outlives a restart of the database."""
    try:
        act()
    except Exception:
        log.exception("keeper: %s failed", act.__name__)
        connection.close()
