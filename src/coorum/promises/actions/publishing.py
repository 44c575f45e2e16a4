"""Publishing a version of a document at once: a first one, or a change that one person may announce."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from coorum.base.actions import action
from coorum.base.events import Party
from coorum.consent import queries as consent
from coorum.consent.documents import Document
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.models import PolicyVersion
from coorum.promises import rules
from coorum.promises.actions.revising import announce, draft_revision


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
    keeps: Mapping[str, str] | None = None,
    key: UUID | None = None,
) -> PolicyVersion:
    """Publish a version of a document in all its languages; the same `key` again answers the same version.

    Raises `Refused` where it cannot be published as it is, or not by one person alone.
    """
    if key and (twin := consent.version_sent(key, kind, number, community_id)):
        return twin
    revision = draft_revision(
        officer,
        kind=kind,
        number=number,
        texts=texts,
        change_class=change_class,
        summary=summary,
        community_id=community_id,
        effective_at=effective_at,
        keeps=keeps,
        key=key,
    )
    rules.ensure_straight(change_class, ChangeClass(revision.lowest))
    return announce(officer, revision)
