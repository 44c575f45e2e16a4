"""Addresses of things. Doors register a builder for each kind of subject; rooms ask for a link and stay strangers to URLs."""

from collections.abc import Callable
from uuid import UUID

Builder = Callable[[UUID], str]
_builders: dict[str, Builder] = {}


def register(kind: str, builder: Builder) -> None:
    """`builder(id)` gives the absolute path of the subject's page on its site, starting with a slash."""
    _builders[kind] = builder


def path_to(kind: str, subject_id: UUID) -> str:
    """The path of the subject's page; KeyError where no door shows that kind."""
    return _builders[kind](subject_id)
