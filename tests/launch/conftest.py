import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder with a short path that any account can reach; pytest's own are closed, and long."""
    above = Path(tempfile.mkdtemp(prefix="coorum-test-", dir="/tmp"))
    above.chmod(0o711)
    yield above / "data"
    shutil.rmtree(above)
