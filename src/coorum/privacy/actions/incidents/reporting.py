"""The report: what officers write for its items, and the moment it is filed."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party
from coorum.base.ids import new_id
from coorum.base.once import made_once
from coorum.privacy.actions.incidents.moving import moved, tell
from coorum.privacy.incidents import drafts, queries
from coorum.privacy.incidents.events import INCIDENT_REPORTED
from coorum.privacy.incidents.kinds import FILINGS, Step
from coorum.privacy.models.incidents import Incident, IncidentReport, IncidentStep, IncidentText


@action
def write_item(officer: Party, *, incident: Incident, item: int, words: str, key: UUID | None = None) -> IncidentText:
    """Write one of the nine items; empty words bring back what the file says."""
    row = IncidentText(
        id=key or new_id(),
        incident=incident,
        item=item,
        words=words.strip(),
        written_by=officer.id,
        made_at=clock.now(),
    )
    return made_once(row, "incident_id", "item") or row


@action
def file_report(
    officer: Party,
    *,
    incident: Incident,
    step: Step,
    reference: str = "",
    at: datetime | None = None,
    key: UUID | None = None,
) -> IncidentStep:
    """A report was filed with the commission: it is kept as it was, and its digest goes into the chain.

    A preliminary report says what is known; a final one leaves no item open. Raises `Refused`: `items_missing`, `not_now`.
    """
    if step not in FILINGS:
        raise Refused("not_now", _("This step is no report."))
    items = drafts.draft(queries.dossier_of(incident))
    open_items = drafts.missing(items)
    if step == Step.FILE_FINAL and open_items:
        names = "、".join(item.title for item in open_items)
        raise Refused("items_missing", _("A final report leaves nothing open. Still missing: %(names)s"), names=names)
    row = moved(officer, incident, step, why=reference, at=at, key=key)
    if not IncidentReport.objects.filter(step=row).exists():
        content = drafts.as_json(items)
        digest = hashlib.sha256(content.encode()).hexdigest()
        IncidentReport.objects.create(step=row, content=content, sha256=digest, reference=reference)
        tell(INCIDENT_REPORTED, incident, actor=officer, payload={"step": step, "sha256": digest})
    return row
