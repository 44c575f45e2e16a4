"""Publishing a version of a document."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from coorum.base.actions import action
from coorum.base.events import Party
from coorum.consent import queries as consent
from coorum.consent.documents import Document
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.models import PolicyVersion
from coorum.consent.publication import publish_version
from coorum.promises import rules


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
    key: UUID | None = None,
) -> PolicyVersion:
    """Publish a version of a document in all its languages; the same `key` again answers the same version.

    Raises `Refused` where it cannot be published as it is.
    """
    if key and (twin := consent.version_sent(key, kind, number, community_id)):
        return twin
    rules.ensure_publishable(texts)
    rules.ensure_number(number)
    rules.ensure_announced(summary, texts)
    is_first = not consent.versions(kind, community_id)
    rules.ensure_class(change_class, is_first=is_first, effective_at=effective_at)
    return publish_version(
        officer,
        kind=kind,
        number=number,
        texts=texts,
        change_class=change_class,
        summary=summary,
        community_id=community_id,
        effective_at=effective_at,
        key=key,
    )
