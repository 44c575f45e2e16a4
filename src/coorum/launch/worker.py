"""`coorum worker`: does the tasks, until it is told to end."""

from collections.abc import Sequence

from coorum.launch.manage import execute
from coorum.launch.serve import ensure_ready


def main(arguments: Sequence[str]) -> None:
    ensure_ready()
    execute(["worker", *arguments])
