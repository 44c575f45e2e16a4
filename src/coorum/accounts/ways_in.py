"""In how many ways somebody can begin a session. Rooms upstairs say what they know (passkeys, linked services)."""

from collections.abc import Callable

from coorum.accounts.models import Person

_ways: dict[str, Callable[[Person], int]] = {}


def register(name: str, how_many: Callable[[Person], int]) -> None:
    """Say how many ways of this name a person has. Twice the same name is a mistake: ValueError."""
    if name in _ways:
        raise ValueError(f"the way in {name} is known already")
    _ways[name] = how_many


def count(person: Person) -> int:
    """The password, and every way of every room."""
    return int(person.has_usable_password()) + sum(how_many(person) for how_many in _ways.values())
