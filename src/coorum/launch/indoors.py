"""Django in this process, as the application, on the data of `coorum run` or on what the environment names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from coorum.launch import folder
from coorum.launch.database import Database, database
from coorum.launch.surroundings import FIRST_PORT, Surroundings
from coorum.launch.trouble import Trouble


@contextmanager
def indoors(data: Path) -> Iterator[Database]:
    """Django is set up and its database answers while the block runs. `Trouble` where there is no house in `data`."""
    if "COORUM_DATABASE_URL" not in os.environ and not any(data.glob("pg[0-9][0-9]")):
        raise Trouble(f"There is no coorum in {data}: name its folder with --data, or set COORUM_DATABASE_URL.")
    with database(data) as found:
        if "COORUM_DATABASE_URL" not in os.environ:
            here = Surroundings(data, folder.last_port(data) or FIRST_PORT)
            for name, value in here.environment(found.addresses).items():
                os.environ.setdefault(name, value)
        enter()
        try:
            yield found
        finally:
            leave()


def enter() -> None:
    """Set Django up, as the environment says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coorum.config.settings.prod")
    import django

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Trouble(str(error)) from None


def leave() -> None:
    """Let go of the database, which may end after us."""
    from django.db import connections

    connections.close_all()
