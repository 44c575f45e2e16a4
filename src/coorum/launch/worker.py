"""`coorum worker`: does the tasks, until it is told to end."""

from collections.abc import Sequence

from coorum.launch.manage import execute


def main(arguments: Sequence[str]) -> None:
    execute(["worker", *arguments])
