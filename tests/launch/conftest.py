from collections.abc import Iterator
from pathlib import Path

import pytest

from coorum.launch.postgres import Cluster, ensure_roles, running
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
