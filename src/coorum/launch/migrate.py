"""`coorum migrate`: brings the database to this version, as the owner of its tables."""

import os
from collections.abc import Sequence

from coorum.launch.manage import execute
from coorum.launch.trouble import Trouble


def main(arguments: Sequence[str]) -> None:
    """Needs COORUM_OWNER_DATABASE_URL, which nothing else should be given."""
    owner = os.environ.get("COORUM_OWNER_DATABASE_URL")
    if not owner:
        raise Trouble("COORUM_OWNER_DATABASE_URL is not set: only the owner of the tables can change them.")
    os.environ.setdefault("COORUM_DATABASE_URL", owner)  # the settings want one, and migrate uses the owner's
    execute(["migrate", *arguments])
