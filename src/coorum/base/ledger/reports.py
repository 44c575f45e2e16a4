"""What verifying finds."""

from dataclasses import dataclass
from uuid import UUID


class Broken(Exception):  # noqa: N818  says what is the matter
    """The evidence does not hold; the message is a sentence that names the first bad entry."""


@dataclass
class Report:
    """What was checked of one chain, and what is wrong with it, if anything."""

    chain: UUID
    entries: int = 0
    leaves: int = 0
    heads: int = 0
    openings: int = 0
    fault: str = ""
