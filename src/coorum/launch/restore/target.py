"""Where a restore goes: a new folder with a database of our own, or the server that the environment names."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from coorum.launch import folder, restoring
from coorum.launch.database import database
from coorum.launch.postgres import cluster
from coorum.launch.surroundings import FIRST_PORT, Surroundings
from coorum.launch.trouble import Trouble

UNFINISHED = "restoring"
TABLES = "SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') LIMIT 1"


@dataclass(frozen=True)
class Target:
    """The environment of its programs, and where files and keys go."""

    data: Path
    environment: Mapping[str, str]
    files: Path
    keys: Path

    @property
    def owner(self) -> str:
        return self.environment["COORUM_OWNER_DATABASE_URL"]

    def finish(self, port: int | None) -> None:
        """From now on the house may be opened."""
        if port is not None:
            folder.settle(self.data, port)
        restoring.unmark(self.owner)
        (self.data / UNFINISHED).unlink(missing_ok=True)


def is_server() -> bool:
    return "COORUM_DATABASE_URL" in os.environ


def keys_in_place(data: Path) -> Path:
    """The key folder that the house will use."""
    return _folder("keys") if is_server() else data / "keys"


def tombstones_in_place(data: Path) -> Path:
    """The folder of tombstones that the house will use."""
    return _folder("tombstones") if is_server() or "COORUM_TOMBSTONES" in os.environ else data / "tombstones"


def ensure_free(data: Path, *, fresh: bool) -> None:
    """`Trouble` where something is there already; nothing is touched. What a dead restore left counts as nothing."""
    if is_server():
        if "COORUM_OWNER_DATABASE_URL" not in os.environ:
            raise Trouble("COORUM_OWNER_DATABASE_URL is not set: only the owner of the tables can fill them.")
        owner = os.environ["COORUM_OWNER_DATABASE_URL"]
        unfinished, full = restoring.is_unfinished(owner), _has_tables(owner) or any(_folder("files").glob("*"))
    else:
        unfinished = (data / UNFINISHED).exists()
        full = any((data / name).exists() for name in folder.OURS if name != "keys") or any(data.glob("pg[0-9][0-9]*"))
    if full and not (fresh or unfinished):
        what = "The database, or its folder of files," if is_server() else data
        raise Trouble(f"{what} is not empty: choose another place, or say --fresh to delete what is there.")


@contextmanager
def emptied(data: Path) -> Iterator[Target]:
    """An empty database that answers, marked as being restored until `finish`. Keys and tombstones are never deleted."""
    if is_server():
        owner = os.environ["COORUM_OWNER_DATABASE_URL"]
        with psycopg.connect(owner) as connection:
            connection.execute("DROP OWNED BY CURRENT_USER CASCADE")
        restoring.mark(owner)
        folder.remove(_folder("files"))
        yield Target(data, dict(os.environ), _folder("files"), _folder("keys"))
        return
    with folder.occupied(data):
        (data / UNFINISHED).touch()
        cluster.erase(data)
        for name in folder.OURS:
            if name != "keys":
                folder.remove(data / name)
        with database(data) as found:
            restoring.mark(found.addresses["COORUM_OWNER_DATABASE_URL"])
            environment = Surroundings(data, FIRST_PORT).environment(found.addresses)
            yield Target(data, environment, data / "files", data / "keys")


def _folder(name: str) -> Path:
    """COORUM_FILES and its like, as the settings read them."""
    own = Path(os.environ.get("COORUM_DATA", ".data")) / name
    return Path(os.environ.get(f"COORUM_{name.upper()}") or own).absolute()


def _has_tables(owner: str) -> bool:
    with psycopg.connect(owner, connect_timeout=5) as connection:
        return connection.execute(TABLES).fetchone() is not None
