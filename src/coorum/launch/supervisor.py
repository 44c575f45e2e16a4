"""Runs programs side by side. None is restarted: when one ends, all end, and it is said which one it was.

An errand is a program that ends when it is done. If it fails that is said, and the others go on.
"""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from coorum.launch import endings, leash
from coorum.launch.trouble import Trouble

PATIENCE = 2.5  # seconds a program may take to end when asked
COLOURS = (36, 33, 35, 32, 34)


@dataclass(frozen=True)
class Program:
    """Something to run: a name of at most eight letters, a command and its whole environment."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]


class Supervisor:
    """Use as a context: whatever happens inside, no program outlives it; nor do they outlive this process."""

    def __init__(self, write: Callable[[str], None], *, coloured: bool = False) -> None:
        self._write, self._coloured = write, coloured
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._errands: set[str] = set()
        self._selector = selectors.DefaultSelector()
        self._unfinished: dict[str, bytes] = {}
        self._minded: dict[str, Callable[[], bool]] = {}

    def __enter__(self) -> Self:
        self._leash, self._hand = os.pipe()
        return self

    def __exit__(self, kind: type[BaseException] | None, _: object, __: TracebackType | None) -> None:
        endings.ignore()
        self._stop()
        os.close(self._hand)
        os.close(self._leash)
        self._selector.close()

    def start(self, program: Program) -> None:
        """Start it in a session of its own: a Ctrl-C reaches only us, and we can end whatever it starts in turn."""
        process = subprocess.Popen(
            program.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**program.environment, leash.VARIABLE: str(self._leash)},
            pass_fds=[self._leash],
            start_new_session=True,
        )
        assert process.stdout is not None  # noqa: S101 - for the type checker
        os.set_blocking(process.stdout.fileno(), False)
        self._processes[program.name] = process
        self._selector.register(process.stdout, selectors.EVENT_READ, program.name)

    def send(self, errand: Program) -> None:
        """Start an errand."""
        self._errands.add(errand.name)
        self.start(errand)

    def mind(self, name: str, is_alive: Callable[[], bool]) -> None:
        """Something else without which all must end."""
        self._minded[name] = is_alive

    def watch(self, until: Callable[[], bool] = lambda: False) -> None:
        """Pass on what the programs say until the condition holds; `Trouble` when one of them ends."""
        while not until():
            self._listen(0.1)
            for name, process in list(self._processes.items()):
                if process.poll() is not None:
                    self._listen(0.1)
                    if name in self._errands:
                        self._welcome(name)
                        continue
                    raise Trouble(f"“{name}” ended ({_how(process.returncode)}), so everything was stopped.")
            for name, is_alive in self._minded.items():
                if not is_alive():
                    raise Trouble(f"“{name}” ended, so everything was stopped.")

    def finish(self, program: Program) -> None:
        """Run one program to its end; `Trouble` unless it ends well."""
        self.start(program)
        process = self._processes[program.name]
        while process.poll() is None:
            self._listen(0.05)
        self._listen(0)
        self._bury(self._processes.pop(program.name))
        if process.returncode:
            raise Trouble(f"“{program.name}” failed ({_how(process.returncode)}).")

    def _welcome(self, errand: str) -> None:
        """It is back."""
        self._errands.discard(errand)
        process = self._processes[errand]
        if process.returncode:
            self._write(f"{self._label(errand)} failed ({_how(process.returncode)})")
        self._bury(self._processes.pop(errand))

    def _listen(self, timeout: float) -> None:
        for key, _ in self._selector.select(timeout):
            chunk = os.read(key.fd, 65536)
            if not chunk:
                self._selector.unregister(key.fileobj)
            *lines, self._unfinished[key.data] = (self._unfinished.get(key.data, b"") + chunk).split(b"\n")
            for line in lines:
                self._write(f"{self._label(key.data)} {line.decode(errors='replace').rstrip()}")

    def _label(self, name: str) -> str:
        label = f"{name:<8}│"
        colour = COLOURS[list(self._processes).index(name) % len(COLOURS)]
        return f"\x1b[{colour}m{label}\x1b[0m" if self._coloured else label

    def _stop(self) -> None:
        for process in self._processes.values():
            if process.poll() is None:
                process.terminate()
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up and any(p.poll() is None for p in self._processes.values()):
            self._listen(0.02)
        for process in self._processes.values():
            self._bury(process)

    def _bury(self, process: "subprocess.Popen[bytes]") -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # and what it left behind
        process.wait()
        if process.stdout is not None:
            with suppress(KeyError):
                self._selector.unregister(process.stdout)
            process.stdout.close()


def _how(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"
