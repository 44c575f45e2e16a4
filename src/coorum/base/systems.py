"""What keeps people's data besides the tables of the data map: the queue, caches, processors, recipients.

An erasure asks each, like each dataset (base/personal_data.py); one that fails or cannot be reached is asked again, and
until it has answered nobody is told that the erasure is done. A room registers a system at start-up:

    systems.register(System("organisation.mail_provider", _("The mail service"), forget_at_the_mail_service))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coorum.base.letting_go import LetGo
from coorum.base.personal_data import Subject


@dataclass(frozen=True)
class System:
    """`erase(subject)` lets go and says of how much; it raises whatever went wrong. `on_sites`: asked once for each site too;
    `note` says in a sentence what it does about it, and why something of it stays. `is_outside`: somebody else's, which
    answers a deletion with an id; the digest of it is the answer's `proof`, and without one nothing was deleted.

    Asked again after a failure it goes on where it stopped. The subject of a site has a member, the other has none.
    """

    name: str
    title: Any
    erase: Callable[[Subject], LetGo]
    on_sites: bool = False
    note: Any = ""
    is_outside: bool = False

    def let_go(self, subject: Subject) -> LetGo:
        """Ask it. Raises `NoDeletionId` where it is outside and did not confirm, and whatever went wrong there."""
        answer = self.erase(subject)
        if self.is_outside and not answer.proof:
            raise NoDeletionId(self.name)
        return answer


class NoDeletionId(RuntimeError):  # noqa: N818  says what is the matter
    """An outside system took the wish and did not say under which id it deletes."""


_systems: dict[str, System] = {}


def register(system: System) -> None:
    """Name a system, once."""
    if system.name in _systems:
        raise ValueError(f"system {system.name} is registered twice")
    _systems[system.name] = system


def systems() -> list[System]:
    """Every system, by name."""
    return sorted(_systems.values(), key=lambda system: system.name)
