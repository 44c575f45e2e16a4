"""`coorum serve`: the pages, by granian.

One blocking thread a worker: Python runs one at a time anyway, and each thread would hold a database connection.
More load is met by more workers.
"""

import argparse
import os
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from coorum.config import logs
from coorum.launch.restoring import ensure_finished
from coorum.launch.role import ensure_walled
from coorum.launch.statics import collect_stale
from coorum.launch.trouble import Trouble


def main(arguments: Sequence[str]) -> None:
    options = options_of("coorum serve", arguments, port=8000, workers=2)
    ensure_ready()
    collect_stale()
    serve("coorum.config.wsgi:application", Interfaces.WSGI, options, blocking_threads=1)


def options_of(name: str, arguments: Sequence[str], *, port: int, workers: int) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=name)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=port, help=f"port to listen on ({port})")
    parser.add_argument("--workers", type=int, default=workers, help=f"number of processes ({workers})")
    return parser.parse_args(arguments)


def ensure_ready() -> None:
    """`Trouble` in the words of the setting that is missing, or of the database: not a traceback from each worker."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coorum.config.settings.prod")
    try:
        _ = settings.DATABASES
    except ImproperlyConfigured as error:
        raise Trouble(str(error)) from None
    ensure_walled(os.environ["COORUM_DATABASE_URL"])
    ensure_finished(os.environ["COORUM_DATABASE_URL"])


def serve(target: str, interface: Interfaces, options: argparse.Namespace, **more: Any) -> None:
    """Serve until told to end. A worker that dies is replaced, so that one bad request stops nobody else."""
    Granian(
        target,
        address=options.host,
        port=options.port,
        workers=options.workers,
        interface=interface,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=logs.configuration(settings.COORUM_MODE),
        respawn_failed_workers=True,
        workers_kill_timeout=2 if settings.COORUM_MODE == "dev" else 20,  # seconds to finish what was begun
        **more,
    ).serve()
