"""Processes that load the demo side by side. They end with the one that started them, however it ended."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread

import django


@contextmanager
def side_by_side(count: int) -> Iterator[ProcessPoolExecutor]:
    """At most `count` processes with Django set up; where something fails, what they have not begun is dropped.

    They start at once, since that takes each of them two seconds.
    """
    pool = ProcessPoolExecutor(min(count, 1 + (os.cpu_count() or 1)), get_context("spawn"), begin)
    for _each in range(count):
        pool.submit(os.getpid)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def begin() -> None:
    """The first thing a process does; this file imports no room, since none can be imported before."""
    Thread(target=_end_with_parent, daemon=True).start()
    django.setup()


def _end_with_parent() -> None:
    """A parent that was killed cannot say so, and the next start is not to meet us at our work."""
    if parent := parent_process():
        parent.join()
        os._exit(1)
