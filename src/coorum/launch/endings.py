"""The ways in which we are told to end: Ctrl-C, a polite kill, a terminal that was closed. All mean the same."""

import signal
from types import FrameType


def listen() -> None:
    """From now on each of them raises KeyboardInterrupt, so that every `with` and `finally` does its work."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # as nohup wants it
            signal.signal(number, _interrupt)


def ignore() -> None:
    """We are ending already; a second Ctrl-C would only make it untidy."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt
