"""Looking at processes that are not ours: a number in `postmaster.pid` proves nothing."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
HAS_PROC = (PROC / "self" / "stat").exists()


def exists(pid: int) -> bool:
    """Whether the system lists the process: also a zombie, and a stranger with the same number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_postgres_of(pid: int, folder: Path) -> bool:
    """Whether this is a living (not a zombie) process of the PostgreSQL that keeps its data in `folder`."""
    return pid in postgres_of(folder)


def postgres_of(folder: Path) -> list[int]:
    """Living PostgreSQL processes that work in `folder`: the postmaster; on Linux also orphaned backends."""
    return list(_by_proc(folder) if HAS_PROC else _by_ps(folder))


def _by_proc(folder: Path) -> Iterator[int]:
    for entry in PROC.iterdir():
        if not entry.name.isdigit():
            continue
        try:
            # A zombie has neither; a shell that merely stands in the folder is another program.
            program, place = (entry / "exe").readlink(), (entry / "cwd").readlink()
        except OSError:
            continue
        if program.name.startswith("postgres") and place == folder:
            yield int(entry.name)


def _by_ps(folder: Path) -> Iterator[int]:
    listing = subprocess.run(
        ["/bin/ps", "-axww", "-o", "pid=,stat=,command="], capture_output=True, text=True, check=True
    ).stdout
    for line in listing.splitlines():
        pid, state, command = line.split(maxsplit=2)
        if not state.startswith("Z") and f"postgres -D {folder} " in command:
            yield int(pid)


def end(folder: Path, *signals: signal.Signals, patience: float = 5.0) -> None:
    """Send the signals in turn, `patience` seconds apart, until no PostgreSQL works in `folder` any more."""
    for one in signals:
        for pid in postgres_of(folder):
            try:
                os.kill(pid, one)
            except ProcessLookupError:
                continue
        give_up = time.monotonic() + patience
        while postgres_of(folder):
            if time.monotonic() > give_up:
                break
            time.sleep(0.02)
        else:
            return
