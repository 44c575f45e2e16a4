"""Publishing a version of a document. Only the promises room calls this: a text is published when it can be kept."""

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
from coorum.consent.models import PolicyText, PolicyVersion
from coorum.consent.next_version import NextVersion


@action
def publish_version(officer: Party, new: NextVersion, *, key: UUID | None = None) -> PolicyVersion:
    """Publish a version; the same `key` again answers the same one.

    Raises `Refused` where the number was used before or the effect would be retroactive. The ledger entry names the
    SHA-256 of each text: no silent edit, ever.
    """
    now = clock.now()
    if new.effective_at is not None and new.effective_at < now:
        raise Refused("retroactive", _("A version cannot take effect before it is announced."), field="effective_at")
    version = PolicyVersion(
        id=key or new_id(),
        kind=new.kind,
        community_id=new.community_id,
        number=new.number,
        change_class=new.change_class,
        summary=dict(new.summary),
        announced_at=now,
        effective_at=new.effective_at or now,
        published_by=officer.id,
    )
    made = made_once(version, "kind", "community_id", "number")
    if made is None:
        raise Refused("number_used", _("This version number was used before. Choose the next one."), field="number")
    if made is not version:
        return made
    hashes = {language: _add_text(version, language, document) for language, document in sorted(new.texts.items())}
    publish(
        POLICY_PUBLISHED,
        actor=officer,
        chain=new.community_id or PROVIDER,
        subject=Party("policy", version.id, version.id.hex),
        payload={"kind": new.kind, "number": new.number, "class": new.change_class, "sha256": hashes},
        key=version.id,
    )
    return version


def _add_text(version: PolicyVersion, language: str, document: Document) -> str:
    sha256 = hash_of(document, language)
    PolicyText.objects.create(version=version, language=language, document=to_json(document), sha256=sha256)
    return sha256
