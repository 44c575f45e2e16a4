"""Rows and files from an archive into a new house: the rows in one transaction, the files beside their place until then."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import psycopg
from psycopg import sql

from coorum.launch.backup import archive, checking
from coorum.launch.backup.lock import Lock
from coorum.launch.backup.manifest import Manifest
from coorum.launch.trouble import Trouble

TABLES = """
SELECT relname, relforcerowsecurity FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname
"""
FOREIGN_KEYS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0
"""
COUNTERS = """
SELECT attrelid::regclass::text, quote_ident(attname), pg_get_serial_sequence(attrelid::regclass::text, attname)
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
AND pg_get_serial_sequence(attrelid::regclass::text, attname) IS NOT NULL
"""


def load(path: Path, lock: Lock, listed: Manifest, *, owner: str, files: Path) -> None:
    """Fill the tables, which stand as they stood when the backup was made, and put the files into `files`."""
    half = files.with_name(f"{files.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700, parents=True)
    with psycopg.connect(owner) as connection, opened(connection, listed), closing(archive.parts(path, lock)) as parts:
        for (kind, table), pieces in groupby(parts, key=_place):
            if kind == "rows":
                _fill(connection, table, listed, (archive.unpacked(content) for _, content in pieces))
            elif kind == "files":
                _put_files(pieces, half)
    os.sync()
    half.rename(files)


@contextmanager
def opened(connection: psycopg.Connection, listed: Manifest) -> Iterator[None]:
    """Tables that take rows in any order; their walls, triggers and keys are back, and checked, before the commit."""
    tables: dict[str, bool] = dict(connection.execute(TABLES).fetchall())
    if missing := sorted(set(listed.tables) - set(tables)):
        raise Trouble(f"Here is no table {missing[0]}: the backup is of another version of coorum.")
    foreign_keys = connection.execute(FOREIGN_KEYS).fetchall()
    for table, name, _ in foreign_keys:
        _say(connection, f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for table in tables:
        _alter(connection, table, "DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY")
    connection.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join([sql.Identifier(table) for table in tables])))
    yield
    for table, name, definition in foreign_keys:
        _say(connection, f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    for table, is_forced in tables.items():
        _alter(connection, table, "ENABLE TRIGGER USER" + (", FORCE ROW LEVEL SECURITY" if is_forced else ""))
    for table, column, sequence in connection.execute(COUNTERS).fetchall():
        _say(connection, f"SELECT setval('{sequence}', max({column})) FROM {table}")  # noqa: S608


def _fill(connection: psycopg.Connection, table: str, listed: Manifest, rows: Iterable[bytes]) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, listed.columns[table]))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with connection.cursor() as cursor:
        with cursor.copy(statement) as copy:
            for block in rows:
                copy.write(block)
        if cursor.rowcount != listed.tables[table].count:
            raise Trouble(f"{cursor.rowcount} rows went into {table}, not {listed.tables[table].count}.")


def _put_files(pieces: Iterable[tuple[str, BinaryIO]], folder: Path) -> None:
    for name, content in pieces:
        place = folder / name.removeprefix("files/")
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with place.open("xb") as file:
            for block in checking.blocks_of(content):
                file.write(block)


def _place(part: tuple[str, BinaryIO]) -> tuple[str, str]:
    checking.ensure_safe(part[0])
    kind, *rest = part[0].split("/")
    return kind, rest[0] if kind == "rows" else ""


def _alter(connection: psycopg.Connection, table: str, what: str) -> None:
    _say(connection, f"ALTER TABLE {sql.Identifier(table).as_string()} {what}")


def _say(connection: psycopg.Connection, statement: str) -> None:
    """A statement whose names come from PostgreSQL's own catalogue, quoted by it."""
    connection.execute(statement.encode())
