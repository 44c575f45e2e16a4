"""The database: who we are there, its version, its tables, its clock."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from coorum.launch.doctor.finding import Finding, fail, ok, warn
from coorum.launch.restoring import is_unfinished
from coorum.launch.role import ensure_walled
from coorum.launch.trouble import Trouble

DRIFT, TOO_MUCH = timedelta(seconds=2), timedelta(seconds=30)  # codes and hand-offs live for a minute


def role() -> Iterator[Finding]:
    """The application's role owns nothing and bypasses nothing, and no restore is under way."""
    address = os.environ["COORUM_DATABASE_URL"]
    try:
        ensure_walled(address)
        unfinished = is_unfinished(address)
    except Trouble as trouble:
        yield fail("role", str(trouble))
        return
    if unfinished:
        yield fail("role", "a restore has not ended: nothing is served until “coorum restore” ran through.")
    else:
        yield ok("role", "the application owns nothing and bypasses nothing")


def version() -> Iterator[Finding]:
    version, encoding = _row("SELECT current_setting('server_version'), current_setting('server_encoding')")
    major = int(version.split(".")[0])
    if encoding != "UTF8":
        yield fail("postgresql", f"the database is {encoding}: make one in UTF8 and restore a backup into it.")
    elif major < 16:
        yield warn("postgresql", f"{version} works and is not tested daily: go to 16 or newer (backup and restore).")
    else:
        yield ok("postgresql", version)


def migrations() -> Iterator[Finding]:
    """All are applied, and none that we do not know."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    known = executor.loader.graph.nodes
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    strange = [key for key in executor.loader.applied_migrations if key not in known and key[0] in _ours()]
    if missing:
        yield fail("migrations", f"{missing} are not applied: run “coorum migrate”.")
    elif strange:
        yield fail("migrations", f"{'.'.join(strange[0])} is of a newer version: run that version of coorum.")
    else:
        yield ok("migrations", f"all {len(known)} are applied")


def clock() -> Iterator[Finding]:
    """Machine and database agree what time it is."""
    before = datetime.now(UTC)
    (theirs,) = _row("SELECT clock_timestamp()")
    drift = abs(theirs - (before + (datetime.now(UTC) - before) / 2))
    words = f"{drift.total_seconds():.1f} s between this machine and the database"
    if drift > TOO_MUCH:
        yield fail("clock", f"{words}: codes expire too early or too late; set both by NTP.")
    elif drift > DRIFT:
        yield warn("clock", f"{words}: set both by NTP.")
    else:
        yield ok("clock", words)


def _ours() -> set[str]:
    from django.apps import apps

    return {config.label for config in apps.get_app_configs()}


def _row(statement: str) -> tuple[Any, ...]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return tuple(cursor.fetchone())
