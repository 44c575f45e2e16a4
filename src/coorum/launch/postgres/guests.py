"""Who is using a cluster right now, across processes: the last one out switches off the light.

Both locks vanish with the process that held them, however it ended; nothing needs cleaning up.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class Guests:
    def __init__(self, folder: Path) -> None:
        self._turn = folder / "postgres.turn"
        self._guests = folder / "postgres.guests"
        self._card: IO[bytes] | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Only one process at a time starts or stops the cluster; the others wait here."""
        with self._turn.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def enter(self) -> None:
        """Be counted, once. Call it inside `turn()`."""
        if self._card is None:
            self._card = self._guests.open("ab")
            fcntl.flock(self._card, fcntl.LOCK_SH)

    def leave(self) -> bool:
        """No longer be counted; says whether nobody is left. Call it inside `turn()`."""
        if self._card is None:
            return False
        with self._card as card:
            self._card = None
            try:
                fcntl.flock(card, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True
