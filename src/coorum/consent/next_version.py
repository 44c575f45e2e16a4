"""What is to be published next: the facts of a version before anybody compared, tested or announced it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coorum.consent.documents import Document
from coorum.consent.kinds import ChangeClass, PolicyKind


@dataclass(frozen=True, kw_only=True)
class NextVersion:
    """A version as it is to be, `texts` and `summary` by language.

    It takes effect with its announcement (policy 13-3) unless a later moment is given.
    """

    kind: PolicyKind
    number: str
    texts: Mapping[str, Document]
    change_class: ChangeClass
    summary: Mapping[str, str]
    community_id: UUID | None = None
    effective_at: datetime | None = None
