"""The server process of a cluster: adopting, clearing away, launching, stopping."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from coorum.launch.trouble import Trouble

from . import birth, processes

if TYPE_CHECKING:
    from .cluster import Cluster

PATIENCE = 10.0  # seconds a server that says it is ready may take to answer
SEGMENT = 16 * 1024 * 1024  # bytes; PostgreSQL writes its log in pieces of this size
HURRY = 2.0  # seconds a clean stop may take; after that a rough one, and a replay at the next start
RECOVERY = 600.0  # seconds it may take to replay its log after a crash
SETTINGS = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "shared_buffers=64MB",
    "timezone=UTC",
    "log_timezone=UTC",
)
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def adopt(cluster: "Cluster") -> bool:
    """Whether a server runs on this data and *answers*: `postmaster.pid` may be left over from a dead one."""
    pid = postmaster(cluster)
    if pid is None or not processes.is_postgres_of(pid, cluster.folder):
        return False
    return _await(cluster, lambda: processes.is_postgres_of(pid, cluster.folder))


def clear_away(cluster: "Cluster") -> None:
    """Remove what a death left behind: orphaned backends, and a lock that names a zombie or a stranger."""
    processes.end(cluster.folder, signal.SIGQUIT, signal.SIGKILL)
    _bury(cluster)
    for lock in (cluster.folder / "postmaster.pid", cluster.socket / ".s.PGSQL.5432.lock"):
        if (pid := _named_in(lock, cluster.folder)) is not None and processes.exists(pid):
            # PostgreSQL takes any listed process for its rival. We looked closer: dead, or another program.
            lock.unlink()


def launch(cluster: "Cluster") -> None:
    """Start the server in a session of its own, so that a Ctrl-C at the terminal reaches only us."""
    settings = [*SETTINGS, *(() if cluster.durable else FAST), f"unix_socket_directories={cluster.socket}"]
    command = [str(cluster.programs.folder / "postgres"), "-D", str(cluster.folder)]
    with cluster.log.open("wb") as log:
        cluster.process = process = subprocess.Popen(
            [*command, *(part for setting in settings for part in ("-c", setting))],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=cluster.folder,
            env=birth.plain_environment(),
            start_new_session=True,
            **cluster.account.popen(),
        )
    try:
        if not _await(cluster, lambda: process.poll() is None):
            raise _trouble(cluster)
    except Trouble:
        processes.end(cluster.folder, signal.SIGQUIT, signal.SIGKILL)
        _bury(cluster)
        raise


def stop(cluster: "Cluster") -> None:
    """A fast, clean stop; if that takes too long a rough one."""
    pid = postmaster(cluster)
    if pid is not None and processes.is_postgres_of(pid, cluster.folder):
        os.kill(pid, signal.SIGINT)
        give_up = time.monotonic() + HURRY
        while processes.is_postgres_of(pid, cluster.folder) and time.monotonic() < give_up:
            time.sleep(0.01)
    processes.end(cluster.folder, signal.SIGQUIT, signal.SIGKILL)
    _bury(cluster)


def _bury(cluster: "Cluster") -> None:
    if cluster.process is not None:
        cluster.process.wait()
        cluster.process = None


def postmaster(cluster: "Cluster") -> int | None:
    """The process number in `postmaster.pid`, whatever it is worth."""
    return _named_in(cluster.folder / "postmaster.pid", cluster.folder)


def _named_in(lock: Path, folder: Path) -> int | None:
    """The number in a lock file, if the lock is about this data folder (which may have been moved, lock and all)."""
    try:
        number, about = lock.read_text().split("\n")[:2]
        return int(number) if lock.parent == folder or Path(about) == folder else None
    except (FileNotFoundError, ValueError):
        return None


def _await(cluster: "Cluster", is_alive: Callable[[], bool]) -> bool:
    """Wait until the server answers; False once it is dead, or silent for too long."""
    begun = time.monotonic()
    while is_alive():
        if _answers(cluster):
            return True
        if time.monotonic() - begun > (PATIENCE if _says_ready(cluster) else RECOVERY):
            return False
        time.sleep(0.02)
    return False


def _says_ready(cluster: "Cluster") -> bool:
    try:
        return (cluster.folder / "postmaster.pid").read_text().rstrip().endswith("ready")
    except FileNotFoundError:
        return False


def _answers(cluster: "Cluster") -> bool:
    try:
        with psycopg.connect(cluster.superuser_url, connect_timeout=3) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
    except psycopg.OperationalError:
        return False
    if row is None or row[0] != str(cluster.folder):
        raise Trouble(f"Another PostgreSQL answers in {cluster.socket}: stop it, or choose another data folder.")
    return True


def _trouble(cluster: "Cluster") -> Trouble:
    said = cluster.log.read_text(errors="replace")
    if "No space left" in said or shutil.disk_usage(cluster.folder).free < SEGMENT:  # it may not even say so any more
        return Trouble(f"The disk that holds {cluster.folder} is full: make room and start again.")
    return Trouble(f"PostgreSQL did not start on {cluster.folder}: {birth.last_line(said)} (more in {cluster.log}).")
