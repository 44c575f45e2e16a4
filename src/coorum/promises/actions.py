"""Every write of the promises room."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from coorum.base.actions import action
from coorum.base.events import Party
from coorum.consent.documents import Document
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.models import PolicyVersion
from coorum.consent.publication import publish_version
from coorum.promises.rules import ensure_publishable


@action
def publish_policy(
    officer: Party,
    *,
    kind: PolicyKind,
    number: str,
    texts: Mapping[str, Document],
    change_class: ChangeClass,
    summary: Mapping[str, str],
    community_id: UUID | None = None,
    effective_at: datetime | None = None,
) -> PolicyVersion:
    """Publish a version of a document in all its languages. Raises `Refused` where it cannot be published as it is."""
    ensure_publishable(texts)
    return publish_version(
        officer,
        kind=kind,
        number=number,
        texts=texts,
        change_class=change_class,
        summary=summary,
        community_id=community_id,
        effective_at=effective_at,
    )
