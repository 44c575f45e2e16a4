from collections.abc import Iterator
from pathlib import Path

import pytest

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
