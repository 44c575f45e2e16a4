"""What is done to the service as a whole, as evidence on the provider's chain: backups, restores, drills, keys."""

from datetime import datetime
from typing import Any
from uuid import UUID

from coorum.base.events import SYSTEM, Event, Evidence, Party, declare, publish
from coorum.base.ledger.models import Entry
from coorum.base.scope import PROVIDER, provider_scope

BACKUP_MADE = declare("operations.backup.made", "A backup was made and is whole.", Evidence.LEGAL)
BACKUP_RESTORED = declare(
    "operations.backup.restored",
    "The service was restored from a backup; what happened after it is lost, what was erased stays erased.",
    Evidence.LEGAL,
)
BACKUP_DRILLED = declare(
    "operations.backup.drilled", "A backup was restored elsewhere, to see that it can be.", Evidence.LEGAL
)
KEY_ADDED = declare("operations.key.added", "A new key took over from an old one.", Evidence.LEGAL)
KEY_DESTROYED = declare(
    "operations.key.destroyed", "A key under which nothing stood any more was destroyed.", Evidence.LEGAL
)


def record(event: Event, *, about: UUID | None = None, **facts: Any) -> None:
    """Write what was done into the provider's chain. `about` is the id of the backup, for example."""
    subject = Party("backup", about, about.hex) if about else None
    with provider_scope():
        publish(event, actor=SYSTEM, subject=subject, payload=facts)


def last(event: Event) -> datetime | None:
    """When that was last done, by the provider's chain."""
    with provider_scope():
        entries = Entry.objects.filter(site_id=PROVIDER, kind=event.name).order_by("-n")
        return entries.values_list("at", flat=True).first()
