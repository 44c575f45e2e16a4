"""A place in the change feed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Place:
    """How far somebody has read: through this transaction and id, on this server, as of that moment."""

    server: int
    transaction: int
    id: UUID
    at: datetime
