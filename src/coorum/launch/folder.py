"""The data folder of a run: who occupies it, whether it is new, and how it is emptied."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coorum.launch.postgres import cluster
from coorum.launch.trouble import Trouble

UNFINISHED_DEMO = "demo-unfinished.json"
OURS = (
    "keys",
    "mail",
    "inbox",
    "files",
    "settled",
    "demo-accounts.json",
    UNFINISHED_DEMO,
    "postgres.log",
    "static",
    "bundles",
)
"""Everything that we keep there, the database apart. Nothing else is ever deleted: a slip in `--data` costs nothing."""


@contextmanager
def occupied(data: Path) -> Iterator[None]:
    """One `coorum run` on one folder. The folder is made if need be; others may walk through it, not look around."""
    data.mkdir(mode=0o711, parents=True, exist_ok=True)
    with (data / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            number = lock.read().strip() or "unknown"
            raise Trouble(f"coorum runs on {data} already (process {number}): end that one, or use --data.") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def last_port(data: Path) -> int | None:
    """The first port of the last run that got as far as a filled house; None where there was none yet."""
    try:
        return int((data / "settled").read_text())
    except (FileNotFoundError, ValueError):
        return None


def settle(data: Path, port: int) -> None:
    """Note that the house is filled, and on which ports it is found."""
    (data / "settled").write_text(f"{port}\n")


def erase(data: Path) -> None:
    """Delete what coorum keeps in the folder, the database included."""
    if "COORUM_DATABASE_URL" in os.environ:
        raise Trouble("--fresh never empties the database that COORUM_DATABASE_URL names: do that by hand.")
    cluster.erase(data)
    for name in OURS:
        remove(data / name)


def remove(path: Path) -> None:
    """Delete a file or a folder, if it is there; of a link only the link."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
