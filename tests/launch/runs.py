"""A real `coorum run` in a process of its own, watched from outside."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from coorum.launch.postgres.processes import postgres_of

RUN = (sys.executable, "-m", "coorum.launch.cli", "run", "--no-demo")
COMMANDS = {"web": "serve", "worker": "worker", "live": "live", "toys": "toys"}


def gone(pid: int) -> bool:
    """Whether the process has ended; an orphan may wait as a zombie for whoever adopted it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def title_of(pid: int) -> str:
    """Its command line, or nothing if it has just ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Fail unless the condition holds within so many seconds."""
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.02)


def free_port(*, slot: int = 0) -> int:
    """The first of five free ports in a row.

    Each process looks in a row of its own, since ports that are about to be taken look free to a neighbour, and below
    those that the system hands out by itself. `slot` 1 leaves slot 0 to other runs of the same process.
    """
    first = 10_000 + (os.getpid() * 16 + slot * 8) % 20_000
    for port in range(first, 32_000, 16):
        probes = [socket.socket() for _ in range(5)]
        try:
            for offset, probe in enumerate(probes):
                probe.bind(("127.0.0.1", port + offset))
        except OSError:
            continue
        finally:
            for probe in probes:
                probe.close()
        return port
    raise AssertionError("no five free ports in a row")


def _hear_ctrl_c() -> None:
    """As in a terminal: whoever starts the tests in the background of a script makes their children deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Run:
    """One run on a data folder. What it says goes to a file, so that nobody waits for a reader."""

    def __init__(self, data: Path, *words: str, port: int | None = None) -> None:
        self.data, self.port = data, port or free_port()
        with tempfile.NamedTemporaryFile(delete=False) as file:
            self._said = Path(file.name)
            environment = {name: value for name, value in os.environ.items() if not name.startswith("COORUM_")}
            self.process = subprocess.Popen(
                [*RUN, "--data", str(data), "--port", str(self.port), *words],
                env={**environment, "PYTHONPATH": "src"},
                stdout=file,
                stderr=file,
                preexec_fn=_hear_ctrl_c,
            )

    def said(self) -> str:
        return self._said.read_text()

    def wait(self, seconds: float) -> int:
        return self.process.wait(seconds)

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Ask it to end, as a Ctrl-C does. It needs one second; on a machine with much else to do it was seen to take fifteen."""
        self.process.send_signal(number)
        return self.wait(60)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def descendants(self) -> list[int]:
        """All processes it started, directly or not; the database is one of them where this run started it."""
        parents = {}
        for entry in Path("/proc").iterdir():
            with suppress(FileNotFoundError, ProcessLookupError):
                if entry.name.isdigit() and not gone(int(entry.name)):
                    parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
        found = [self.process.pid]
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found[1:]

    def child(self, name: str) -> int:
        """The process of one part: web, worker, live or toys."""
        for pid in self.descendants():
            words = title_of(pid).split("\0")
            if words[2:4] == ["coorum.launch.cli", COMMANDS[name]]:
                return pid
        raise AssertionError(f"{name} does not run:\n{self.said()}")

    def database(self) -> list[int]:
        """The processes of PostgreSQL, the postmaster first."""
        return sorted(postgres_of(next(self.data.glob("pg[0-9][0-9]")).resolve()))


def start(data: Path, *words: str) -> Run:
    """A run that has opened its doors and has all its parts."""
    run = Run(data, *words)
    try:
        wait_until(lambda: "Ctrl-C ends it" in run.said() or run.process.poll() is not None, seconds=60)
        assert run.process.poll() is None, run.said()
    except AssertionError:
        run.kill()
        raise
    return run
