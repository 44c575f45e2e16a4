"""All rows of the database as of one moment, read as the application on its way across sites.

No dump program is needed, and no role that bypasses walls: `coorum_every_site` may read every table, and a table it could
not read whole stops the backup. Rows are COPY's text format, which every version of PostgreSQL reads; the shape of the
tables is not in the backup, since our migrations make it anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import IsolationLevel, sql

from coorum.launch.trouble import Trouble

LEFT_OUT = {
    "session": "a sign-in that was ended since must not come back: people sign in again",
    "accounts_handoff": "codes that live for a minute",
    "shared": "counts of tries, good for minutes",
}
TABLES = """
SELECT relname, array_agg(attname ORDER BY attnum),
       has_table_privilege('coorum_every_site', pg_class.oid, 'SELECT') AND (NOT relrowsecurity OR EXISTS (
           SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polpermissive AND polcmd IN ('r', '*')
           AND pg_get_expr(polqual, polrelid) = 'true'
           AND polroles && ARRAY[0::oid, (SELECT oid FROM pg_roles WHERE rolname = 'coorum_every_site')]))
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
GROUP BY pg_class.oid ORDER BY relname
"""


@dataclass(frozen=True)
class Snapshot:
    """One moment of the database, until the connection ends."""

    connection: psycopg.Connection

    def tables(self) -> dict[str, list[str]]:
        """Tables to be saved and their columns. `Trouble` where one cannot be read whole."""
        rows = self.connection.execute(TABLES).fetchall()
        closed = [name for name, _, is_readable in rows if not is_readable and name not in LEFT_OUT]
        if closed:
            raise Trouble(f"coorum_every_site may not read all of {', '.join(closed)}: run “coorum migrate” first.")
        return {name: columns for name, columns, _ in rows if name not in LEFT_OUT}

    def rows(self, table: str, columns: list[str]) -> Iterator[bytes | bytearray | memoryview]:
        """The rows of a table in COPY's text format, a line each, in blocks."""
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        statement = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), names)
        with self.connection.cursor() as cursor, cursor.copy(statement) as copy:
            yield from copy

    def migrations(self) -> list[list[str]]:
        """The migrations that made these tables, as (application, name)."""
        return [list(row) for row in self.connection.execute("SELECT app, name FROM django_migrations ORDER BY id")]


@contextmanager
def snapshot(address: str) -> Iterator[Snapshot]:
    """The database as it is now; others go on writing meanwhile."""
    with psycopg.connect(address, application_name="coorum backup") as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        connection.execute("SET LOCAL ROLE coorum_every_site")
        connection.execute("SET LOCAL TimeZone = 'UTC'")
        connection.execute("SET LOCAL DateStyle = 'ISO, YMD'")
        yield Snapshot(connection)
