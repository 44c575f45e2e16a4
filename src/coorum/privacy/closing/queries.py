"""Every read about ends of contracts."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from coorum.base import clock
from coorum.base.personal_data import LegalRole, datasets
from coorum.privacy.closing import rules
from coorum.privacy.closing.kinds import Phase
from coorum.privacy.models.closings import Closing
from coorum.sites.models import Site


def closings() -> QuerySet[Closing]:
    """Those that are going on or over, newest first."""
    rows = Closing.objects.exclude(phase=Phase.CALLED_OFF)
    return rows.select_related("community__operator").prefetch_related("steps").order_by("-begun_at")


def closing_of(site: Site) -> Closing | None:
    """The end of this community, if it was decided."""
    return closings().filter(community=site).first()


def late(closing: Closing) -> datetime | None:
    """The last day for what somebody must do, where it has passed."""
    last = rules.must_be_done_by(Phase(closing.phase), closing.ends_at)
    return last if last and last < clock.now() else None


def entrusted() -> list[str]:
    """The kinds of data that operators entrust to us: what must go back to them at the end."""
    return [one.name for one in datasets() if one.legal_role is LegalRole.ENTRUSTED]


@dataclass(frozen=True)
class Timeline:
    """When what happens, as the desk and the operator see it."""

    told_at: datetime
    export_at: datetime
    ends_at: datetime
    deleted_from: datetime
    deleted_by: datetime


def timeline(closing: Closing) -> Timeline:
    """The days of an end of contract."""
    ends = closing.ends_at
    return Timeline(
        told_at=closing.begun_at,
        export_at=max(closing.begun_at, ends - rules.EXPORT_TIME),
        ends_at=ends,
        deleted_from=ends + rules.MEMBERS_TIME,
        deleted_by=ends + rules.DELETE_WITHIN,
    )
