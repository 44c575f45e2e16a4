"""A key at work: who calls, and what they may do in this one request."""

from dataclasses import dataclass, field
from uuid import UUID

from coorum.accounts.queries import Viewer
from coorum.base.events import Party


@dataclass(frozen=True, kw_only=True)
class Caller(Viewer):
    """A member of staff through a key of theirs. It is no member of anything, so what it says the operator says.

    `name` is that of the system; in the evidence the key is the actor, not the person who answers for it.
    """

    key_id: UUID
    name: str
    scopes: frozenset[str] = field(default_factory=frozenset)

    @property
    def party(self) -> Party:
        return Party("api_key", self.key_id, self.key_id.hex)

    @property
    def display_name(self) -> str:
        return self.name
