"""The database roles (house.md, law 1) and the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from .cluster import Cluster

OWNER = "coorum_owner"
APP = "coorum_app"
ROLES_SQL = Path(__file__).with_name("roles.sql")


def ensure_roles(cluster: "Cluster") -> None:
    """Create or set right the four roles and the database `coorum`. Safe to call at every start."""
    with _superuser(cluster) as connection:
        connection.execute(ROLES_SQL.read_bytes())
    ensure_database(cluster, "coorum")


def ensure_database(cluster: "Cluster", name: str) -> None:
    """Create a database that belongs to the owner role and that nobody but our roles may enter."""
    database = sql.Identifier(name)
    with _superuser(cluster) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, sql.Identifier(OWNER)))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, coorum_auditor").format(database, sql.Identifier(APP))
        )


@contextmanager
def _superuser(cluster: "Cluster") -> Iterator[psycopg.Connection]:
    with psycopg.connect(cluster.superuser_url, autocommit=True) as connection:
        # Two processes that start together would trip over each other's changes of the same roles.
        connection.execute("SELECT pg_advisory_lock(hashtext('coorum roles'))")
        yield connection
