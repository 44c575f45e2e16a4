"""What can be reported. Rooms upstairs register how something of a kind is found; this room knows kind and id only."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from coorum.accounts.models import Member


@dataclass(frozen=True)
class Matter:
    """Something that was said: by a member (`author`), or by the operator itself (None). `html` is safe.

    `revision` counts edits. `is_gone`: nobody sees it just now.
    """

    kind: str
    id: UUID
    title: str
    words: str
    html: str
    author: "Member | None"
    revision: int
    is_gone: bool


Find = Callable[[UUID], Matter | None]
_kinds: dict[str, Find] = {}


def register(kind: str, find: Find) -> None:
    """Say how something of this kind is found, once. `find` answers in the open scope's site, removed or not."""
    if _kinds.setdefault(kind, find) is not find:
        raise ValueError(f"{kind} is registered twice")


def find(kind: str, subject_id: UUID) -> Matter | None:
    """What was said, or None where there is no such thing."""
    return _kinds[kind](subject_id) if kind in _kinds else None
