"""What waits for the operator's staff, for every page of the console: rooms upstairs count what is theirs."""

from collections.abc import Callable

_alerts: dict[str, Callable[[], int]] = {}


def register(name: str, count: Callable[[], int]) -> None:
    """Declare what waits under the menu's entry `name`, once; `count` asks in the open site's scope."""
    if _alerts.setdefault(name, count) is not count:
        raise ValueError(f"the alert {name} is declared twice")


def waiting() -> dict[str, int]:
    """How many of each wait now. One query each."""
    return {name: count() for name, count in _alerts.items()}
