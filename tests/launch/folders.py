"""Folders that look like those of real life: pytest's own are long, and closed to other accounts."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folder_for_data() -> Iterator[Path]:
    """A data folder, not made yet, with a short path that any account can reach."""
    above = Path(tempfile.mkdtemp(prefix="coorum-test-", dir="/tmp"))
    above.chmod(0o711)
    yield above / "data"
    shutil.rmtree(above)
