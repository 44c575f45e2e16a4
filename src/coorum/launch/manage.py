"""`coorum manage …`: Django's commands; in development on the data of `coorum run`, whether that runs or not."""

import os
from collections.abc import Sequence

from coorum.launch import catalogues, folder
from coorum.launch.checkout import default_data
from coorum.launch.database import database
from coorum.launch.keys import ensure_keys
from coorum.launch.surroundings import FIRST_PORT, Surroundings


def main(arguments: Sequence[str]) -> None:
    """With COORUM_DATABASE_URL set, what it says holds, as in production; else our own PostgreSQL is used."""
    if "COORUM_DATABASE_URL" in os.environ:
        execute(arguments)
        return
    data = default_data().resolve()
    with database(data) as found:
        ensure_keys(data / "keys")
        for name, value in (
            Surroundings(data, folder.last_port(data) or FIRST_PORT).environment(found.addresses).items()
        ):
            os.environ.setdefault(name, value)
        execute(arguments)


def execute(arguments: Sequence[str]) -> None:
    """Django's command line, in this process."""
    from django.core.management import execute_from_command_line

    catalogues.refresh()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coorum.config.settings.prod")
    execute_from_command_line(["coorum manage", *arguments])
