"""One PostgreSQL for the whole run, one database for each worker, and the application's own role in all of them.

The controller starts the server with a migrated template (template.py); each worker clones it. Tests
connect as `coorum_app`: what row-level security and grants forbid in production, they forbid here.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest

from coorum.launch.catalogues import compile_stale
from coorum.launch.postgres import APP, OWNER
from coorum.launch.postgres.cluster import Cluster, cluster_in
from tests import template
from tests.leftovers import PREFIX, clear_leftovers
from tests.template import TEMPLATE

pytest_plugins = ["tests.cast", "tests.viewers", "tests.browsers", "tests.cookies", "tests.nameserver"]

# On a busy machine a slow example says nothing about the code.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Start the server once, before any worker, and build the template."""
    if hasattr(config, "workerinput"):
        return
    _speak_japanese()
    clear_leftovers(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)
    cluster = cluster_in(folder, durable=False)
    template.start(cluster)
    os.environ["COORUM_TEST_SUPERUSER"] = cluster.superuser_url
    os.environ["COORUM_TEST_SOCKET"] = str(cluster.socket)
    config.stash[_CLUSTER] = cluster, folder


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not go through it again and again, a sixth of the whole run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _speak_japanese() -> None:
    """Compile catalogues that changed; Django may have loaded the old ones when its applications started."""
    import gettext

    from django.utils.translation import trans_real

    if compile_stale(Path("src/coorum")):
        gettext._translations.clear()
        trans_real._translations.clear()
        trans_real._default = None


_CLUSTER = pytest.StashKey[tuple[Cluster, Path]]()


def pytest_unconfigure(config: pytest.Config) -> None:
    if _CLUSTER in config.stash:
        cluster, folder = config.stash[_CLUSTER]
        cluster.stop()
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def django_db_setup(worker_id: str) -> Iterator[None]:
    """This worker's database: a clone of the template, reached as the application's role."""
    from django.db import connection

    name = f"coorum_{worker_id}"
    _clone(name)
    connection.close()
    connection.settings_dict.update(NAME=name, USER=APP, HOST=os.environ["COORUM_TEST_SOCKET"])
    yield
    connection.close()


def _clone(name: str, template: str = TEMPLATE) -> None:
    with psycopg.connect(os.environ["COORUM_TEST_SUPERUSER"], autocommit=True) as superuser:
        superuser.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        superuser.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {OWNER} STRATEGY FILE_COPY")
        superuser.execute(f"GRANT CONNECT ON DATABASE {name} TO {APP}")


@contextmanager
def copied(suffix: str, template: str = TEMPLATE) -> Iterator[str]:
    """Inside is a database to throw away: a copy of `template`, of which the name is this worker's with the suffix."""
    from django.db import connection

    usual = connection.settings_dict["NAME"]
    name = f"coorum_{os.environ.get('PYTEST_XDIST_WORKER', 'master')}_{suffix}"
    _clone(name, template)
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield name
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def drop(name: str) -> None:
    with psycopg.connect(os.environ["COORUM_TEST_SUPERUSER"], autocommit=True) as superuser:
        superuser.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database to throw away, in which transactions commit: for what several do at once. Threads close their connections."""
    with copied("committed") as name, django_db_blocker.unblock():
        yield
    drop(name)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """What this process remembers of rows ends with the test: its rollback cannot reach there."""
    from django.core.cache import caches

    yield
    caches["local"].clear()


@pytest.fixture(scope="session", autouse=True)
def _data_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Files and keys of this worker, fresh, and gone with it."""
    from django.conf import settings

    from coorum.base import keys

    folder = tmp_path_factory.mktemp("data")
    settings.COORUM_DATA, settings.COORUM_FILES = folder, folder / "files"
    settings.COORUM_KEYS, settings.COORUM_TOMBSTONES = folder / "keys", folder / "tombstones"
    keys.create(settings.COORUM_KEYS)


@pytest.fixture(scope="session", autouse=True)
def _quiet_network() -> Iterator[None]:
    """No test reaches beyond this machine."""
    import socket

    real = socket.socket.connect

    def local_only(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "localhost", "::1"}:
            raise RuntimeError(f"a test tried to reach {address[0]}")
        real(self, address)

    socket.socket.connect = local_only  # type: ignore[method-assign,assignment]
    yield
    socket.socket.connect = real  # type: ignore[method-assign]
