"""Descriptions that doors write of themselves for machines: committed under docs/, and a test fails when one is stale."""

from collections.abc import Callable

#: By their name under docs/.
DESCRIPTIONS: dict[str, Callable[[], str]] = {}


def register(name: str, text: Callable[[], str]) -> None:
    """`text()` answers the whole document, the same every time."""
    DESCRIPTIONS[name] = text
