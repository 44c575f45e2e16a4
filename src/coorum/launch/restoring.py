"""The mark of a restore that is not finished: nothing is served from a house that may still hold what was erased.

It is a schema without tables, so it needs no migration, every role can see it, and only the owner can take it away.
"""

import psycopg

from coorum.launch.trouble import Trouble

SCHEMA = "coorum_restoring"


def is_unfinished(address: str) -> bool:
    """Whether the database carries the mark."""
    with psycopg.connect(address, connect_timeout=5) as connection:
        row = connection.execute("SELECT FROM pg_namespace WHERE nspname = %s", [SCHEMA]).fetchone()
    return row is not None


def ensure_finished(address: str) -> None:
    """`Trouble` while a restore into this database is under way, or died on the way."""
    if is_unfinished(address):
        raise Trouble("A restore into this database has not ended: let it end, or run “coorum restore” again.")


def mark(owner: str) -> None:
    with psycopg.connect(owner) as connection:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")


def unmark(owner: str) -> None:
    with psycopg.connect(owner) as connection:
        connection.execute(f"DROP SCHEMA {SCHEMA}")
