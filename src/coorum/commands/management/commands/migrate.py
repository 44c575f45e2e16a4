"""`manage migrate`: as the owner of the tables, whose address no other command reads."""

import json
import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from coorum.config import environment

#: What the application may do with tables to come; rooms that must be append-only take rights away in their migrations.
PRIVILEGES = """
ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO coorum_app;
ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO coorum_app;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO coorum_every_site;
GRANT USAGE ON SCHEMA public TO coorum_app, coorum_every_site, coorum_auditor;
"""


class Command(migrate.Command):
    """Django's migrate, as `coorum_owner`, with privileges laid down first."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--as-of", type=Path, metavar="FILE", help="only the migrations listed there (for restore)")

    def handle(self, *args: Any, as_of: Path | None = None, **options: Any) -> None:
        if "COORUM_OWNER_DATABASE_URL" in os.environ:
            connection.close()
            connection.settings_dict.update(environment.database("COORUM_OWNER_DATABASE_URL"))
        with connection.cursor() as cursor:
            cursor.execute(PRIVILEGES)
        if as_of:
            stand_at({(app, name) for app, name in json.loads(as_of.read_text())})
        else:
            super().handle(*args, **options)


def stand_at(wanted: set[tuple[str, str]]) -> None:
    """Make the tables of a new database as those migrations left them. CommandError where one is not known here."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    if unknown := sorted(wanted - set(graph.nodes)):
        raise CommandError(f"{'.'.join(unknown[0])} is not known here: the backup is of another version of coorum.")
    children = {key: {child.key for child in graph.node_map[key].children} for key in wanted}
    executor.migrate(sorted(key for key in wanted if not children[key] & wanted))
