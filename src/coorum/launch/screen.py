"""What the person at the terminal sees. Nothing here can fail: a closed terminal must not keep us from ending well."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Screen:
    """Lines, and steps that take a while: `· Starting PostgreSQL … 0.3 s`."""

    def __init__(self) -> None:
        self.is_coloured = sys.stdout.isatty()
        self._is_mid_line = False

    def write(self, text: str = "") -> None:
        """One line, at once; below a step that is still being done."""
        self._put(f"\n{text}\n" if self._is_mid_line else f"{text}\n")
        self._is_mid_line = False

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Say what is being done, and how long it took."""
        begun = time.monotonic()
        self._put(f"· {what} … ")
        self._is_mid_line = True
        try:
            yield
            took = f"{time.monotonic() - begun:.1f} s"
            self._put(took if self._is_mid_line else f"· {what}: {took}")
        finally:
            self._put("\n")
            self._is_mid_line = False

    def _put(self, text: str) -> None:
        with suppress(OSError, ValueError):
            print(text, end="", flush=True)
