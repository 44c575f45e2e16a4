from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.launch.folders import folder_for_data


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder that is not made yet."""
    with folder_for_data() as data:
        yield data
