"""What runs of the tests left that were killed: a PostgreSQL that nobody uses, and its folder."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from coorum.launch.postgres.cluster import erase
from coorum.launch.trouble import Trouble

PREFIX = "coorum-tests-"


def clear_leftovers(place: Path) -> None:
    """Stop and remove the clusters in `place` whose run is gone.

    A run that lives holds a lock on `postgres.guests`, which ends with its process; before it does there is no such file.
    """
    for folder in place.glob(f"{PREFIX}*"):
        if (folder / "postgres.guests").exists() and folder.stat().st_uid == os.getuid():
            with suppress(Trouble, OSError):  # it is in use, or another run clears it away at the same time
                erase(folder)
                shutil.rmtree(folder)
