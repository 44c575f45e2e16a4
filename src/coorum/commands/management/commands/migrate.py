"""`manage migrate`: as the owner of the tables, whose address no other command reads."""

import os
from typing import Any

from django.core.management.commands import migrate
from django.db import connection

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

    def handle(self, *args: Any, **options: Any) -> None:
        if "COORUM_OWNER_DATABASE_URL" in os.environ:
            connection.close()
            connection.settings_dict.update(environment.database("COORUM_OWNER_DATABASE_URL"))
        with connection.cursor() as cursor:
            cursor.execute(PRIVILEGES)
        super().handle(*args, **options)
