import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from coorum.launch.postgres import Cluster, ensure_roles, running
from coorum.launch.postgres.binaries import Binaries
from coorum.launch.postgres.cluster import cluster_in
from tests.launch.folders import folder_for_data


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder that is not made yet."""
    with folder_for_data() as data:
        yield data


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One for all tests that leave it running, apart from the one the other rooms' tests use."""
    with folder_for_data() as data, running(data, durable=False) as cluster:
        ensure_roles(cluster)
        yield cluster


@pytest.fixture
def other() -> Iterator[Cluster]:
    """A server of the oldest PostgreSQL on this machine, where that is not the one coorum brings along."""
    programs = min(_on_machine(), default=None, key=lambda folder: int(folder.parent.name))
    if programs is None:
        pytest.skip("no other PostgreSQL here")
    with folder_for_data() as data:
        cluster = cluster_in(data, durable=False)
        major = programs.parent.name
        cluster.programs = Binaries(programs, major)
        cluster.folder = cluster.socket = cluster.folder.with_name(f"pg{major}")
        cluster.start()
        ensure_roles(cluster)
        yield cluster
        cluster.stop()


def _on_machine() -> list[Path]:
    return [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "postgres").exists()]


@pytest.fixture
def house(committed: None, tmp_path: Path, settings: Any) -> dict[str, str]:
    """A house on a server, as its environment says it; the cast has moved in."""
    settings.COORUM_TOMBSTONES = tmp_path / "tombstones"
    settings.COORUM_TOMBSTONES.mkdir(exist_ok=True)
    name, socket = connection.settings_dict["NAME"], os.environ["COORUM_TEST_SOCKET"]
    return {
        "COORUM_DATABASE_URL": f"postgresql://coorum_app@/{name}?host={socket}",
        "COORUM_KEYS": str(settings.COORUM_KEYS),
        "COORUM_FILES": str(settings.COORUM_FILES),
        "COORUM_DATA": str(settings.COORUM_DATA),
        "COORUM_TOMBSTONES": str(settings.COORUM_TOMBSTONES),
        "COORUM_MAIL_FOLDER": str(tmp_path / "mail"),
        "COORUM_MODE": "test",
    }
