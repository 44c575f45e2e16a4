"""The database of a run: the one that COORUM_DATABASE_URL names, or our own in the data folder."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from coorum.launch.postgres import APP, OWNER, ensure_roles, running
from coorum.launch.postgres.cluster import SUPERUSER
from coorum.launch.trouble import Trouble


@dataclass(frozen=True)
class Database:
    """The addresses as environment variables, and whether the server still lives, as far as we can see.

    `superuser` is the address of our own database for its superuser; of a given one we know none.
    """

    addresses: Mapping[str, str]
    is_alive: Callable[[], bool]
    superuser: str = ""


@contextmanager
def database(data: Path) -> Iterator[Database]:
    """A database that answers while the block runs."""
    if "COORUM_DATABASE_URL" in os.environ:
        given = {name: os.environ[name] for name in _ADDRESSES if name in os.environ}
        for name, address in given.items():
            _ensure_answers(name, address)
        yield Database(given, lambda: True)
    else:
        with running(data) as cluster:
            ensure_roles(cluster)
            urls = cluster.url(APP), cluster.url(OWNER)
            superuser = cluster.url(SUPERUSER)
            yield Database(dict(zip(_ADDRESSES, urls, strict=True)), cluster.is_alive, superuser)


_ADDRESSES = ("COORUM_DATABASE_URL", "COORUM_OWNER_DATABASE_URL")


def _ensure_answers(name: str, address: str) -> None:
    try:
        psycopg.connect(address, connect_timeout=5).close()
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[-1]
        raise Trouble(f"The PostgreSQL that {name} names does not answer: {reason}") from None
