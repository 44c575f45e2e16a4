"""The parent's side: one child for one picture, bounded in time, memory and number, and believed in nothing."""

import logging
import os
import select
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import coorum
from coorum.base.pictures import wire

logger = logging.getLogger(__name__)

CPU_SECONDS = 5
"""What a child may compute on one picture. The worst we accept takes about half of it."""

CLOCK_SECONDS = 20
"""How long we wait for it, and for a seat, on a machine that has other things to do."""

SEATS = 2
"""Children at a time in one process: two of them stay below a gigabyte."""

_seats = threading.BoundedSemaphore(SEATS)
_COMMAND = (sys.executable, "-P", "-s", "-m", "coorum.base.pictures.worker")
_ENVIRONMENT = {"PYTHONPATH": str(Path(coorum.__path__[0]).parent), "LC_ALL": "C.UTF-8"}


class Busy(Exception):  # noqa: N818
    """No seat came free in time."""


class Died(Exception):  # noqa: N818
    """The child gave no answer: it ran out of time or memory, or crashed."""


def ask(data: bytes, *, cpu_seconds: int = CPU_SECONDS, **head: Any) -> tuple[dict[str, Any], memoryview]:
    """Let a child look at `data`; its answer, unread. Raises `Busy`, `Died`."""
    if not _seats.acquire(timeout=CLOCK_SECONDS):
        raise Busy
    try:
        with _nameless_file() as request, _nameless_file() as answer:
            request.write(wire.pack({**head, "seconds": cpu_seconds}, data))
            request.seek(0)
            status = _run(request, answer)
            answer.seek(0)
            return _heard(answer.read(), status)
    finally:
        _seats.release()


def _run(request: BinaryIO, answer: BinaryIO) -> int:
    """Start the child, wait until it ends, however it ends; its exit status, negative for a signal."""
    reading, writing = os.pipe()  # it closes with the child's last breath: no busy waiting
    with os.fdopen(reading, "rb") as ended, os.fdopen(writing, "wb") as alive:
        child = subprocess.Popen(  # noqa: S603  our own module, by our own interpreter
            _COMMAND,
            stdin=request,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            cwd="/",
            pass_fds=(alive.fileno(),),
            start_new_session=True,
        )
        alive.close()
        try:
            poll = select.poll()
            poll.register(ended, select.POLLIN)
            poll.poll(CLOCK_SECONDS * 1000)
        finally:
            child.kill()  # too late for one that has ended; one that only closed the pipe goes too
        return child.wait()


def _heard(answer: bytes, status: int) -> tuple[dict[str, Any], memoryview]:
    try:
        head, blobs = wire.unpack(answer)
    except ValueError as error:
        logger.info("picture child gave no answer", extra={"status": status})
        raise Died from error
    if head.get("is_sealed") is not True:
        _warn_of_no_seal()
    if head.get("why"):
        logger.info("picture unreadable", extra={"why": str(head["why"])[:60]})
    return head, blobs


@cache
def _warn_of_no_seal() -> None:
    """Once for each process."""
    logger.warning("this system cannot seal the picture child: only its time and memory are limited")


def _nameless_file() -> BinaryIO:
    """A file in memory without a name, where the system has such; else one on disk that nobody else can open."""
    if sys.platform == "linux":
        return os.fdopen(os.memfd_create("picture"), "w+b")
    return tempfile.TemporaryFile()
