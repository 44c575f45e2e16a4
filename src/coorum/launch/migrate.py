"""`coorum migrate`: brings the database to this version; needs COORUM_OWNER_DATABASE_URL."""

from collections.abc import Sequence

from coorum.launch.manage import execute


def main(arguments: Sequence[str]) -> None:
    execute(["migrate", *arguments])
