"""Publishing a version of a document. Only the promises room calls this: a text is published when it can be kept."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.base.ids import new_id
from coorum.base.once import made_once
from coorum.base.scope import PROVIDER
from coorum.consent.documents import Document, hash_of, to_json
from coorum.consent.events import POLICY_PUBLISHED
from coorum.consent.models import ChangeClass, PolicyKind, PolicyText, PolicyVersion


@action
def publish_version(
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
    """Publish a new version, in effect from its announcement (policy 13-3) unless a later moment is given.

    The same `key` again answers the same version.

    `texts` and `summary` are by language. Raises `Refused` where the number was used before or the effect would be
    retroactive. The ledger entry names the SHA-256 of each text: no silent edit, ever.
    """
    now = clock.now()
    if effective_at is not None and effective_at < now:
        raise Refused("retroactive", _("A version cannot take effect before it is announced."), field="effective_at")
    version = PolicyVersion(
        id=key or new_id(),
        kind=kind,
        community_id=community_id,
        number=number,
        change_class=change_class,
        summary=dict(summary),
        announced_at=now,
        effective_at=effective_at or now,
        published_by=officer.id,
    )
    made = made_once(version, "kind", "community_id", "number")
    if made is None:
        raise Refused("number_used", _("This version number was used before. Choose the next one."), field="number")
    if made is not version:
        return made
    hashes = {language: _add_text(version, language, document) for language, document in sorted(texts.items())}
    publish(
        POLICY_PUBLISHED,
        actor=officer,
        chain=community_id or PROVIDER,
        subject=Party("policy", version.id, version.id.hex),
        payload={"kind": kind, "number": number, "class": change_class, "sha256": hashes},
        key=version.id,
    )
    return version


def _add_text(version: PolicyVersion, language: str, document: Document) -> str:
    sha256 = hash_of(document, language)
    PolicyText.objects.create(version=version, language=language, document=to_json(document), sha256=sha256)
    return sha256
