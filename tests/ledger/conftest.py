"""Ways into the database that a test of evidence needs: a superuser's, for tampering, and connections of its own."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection

from coorum.base import keys
from coorum.base.ledger.entries import Draft

Draw = Callable[..., Draft]


@pytest.fixture
def site(db: None) -> UUID:
    """The chain of a site nobody else writes to."""
    return uuid4()


@pytest.fixture
def draw(site: UUID) -> Draw:
    """A draft on that chain, with whatever is said otherwise."""

    def draft(**other: Any) -> Draft:
        return Draft(**{"site": site, "kind": "consent.provision.given", "actor": "member", **other})

    return draft


@pytest.fixture
def key_folder(tmp_path: Path, settings: Any) -> Path:
    """Fresh keys for this test."""
    folder = tmp_path / "keys"
    keys.create(folder)
    settings.COORUM_KEYS = folder
    return folder


@pytest.fixture
def connect(db: None) -> Iterator[Callable[..., psycopg.Connection]]:
    """Further connections to this test's database, as the application unless another user is named."""
    with ExitStack() as stack:

        def another(user: str = "coorum_app") -> psycopg.Connection:
            where = {"host": os.environ["COORUM_TEST_SOCKET"], "dbname": connection.settings_dict["NAME"]}
            return stack.enter_context(psycopg.connect(**where, user=user))

        yield another


@pytest.fixture
def as_superuser(connect: Callable[..., psycopg.Connection]) -> Iterator[Callable[..., None]]:
    """The whole test runs as a superuser whose transaction is thrown away: write as usual, then tamper.

    Answers a function that runs SQL with triggers off.
    """
    ours, superuser = connection.connection, os.environ["COORUM_TEST_SUPERUSER"]
    name = psycopg.conninfo.conninfo_to_dict(superuser)["user"]
    params = {**connection.get_connection_params(), "user": name}
    connection.connection = connection.get_new_connection(params)
    connection.connection.autocommit = False

    def tamper(sql: str, *values: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(sql, values[0] if values and isinstance(values[0], dict) else values)
            assert cursor.rowcount, "the tampering must change something"

    try:
        yield tamper
    finally:
        connection.connection.rollback()
        connection.connection.close()
        connection.connection = ours
