"""What makes children end with their launcher, even if that is killed: they watch a pipe that only it holds open."""

import os
import signal
import threading
import time

VARIABLE = "COORUM_LEASH"
GRACE = 4.0  # seconds between asking and insisting


def hold() -> None:
    """Where a launcher started us, end when it does. Elsewhere nothing happens."""
    if end := os.environ.pop(VARIABLE, None):
        threading.Thread(target=_wait, args=[int(end)], daemon=True).start()


def _wait(end: int) -> None:
    os.read(end, 1)  # nobody ever writes: it returns when the last writer is gone
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
