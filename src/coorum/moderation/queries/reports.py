"""Reports: who made them, and who is answered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from coorum.accounts.queries import Viewer
from coorum.moderation.kinds import URGENT, Outcome
from coorum.moderation.models import Case, Decision, Report
from coorum.moderation.queries.cases import told


def reports_of(case: Case) -> QuerySet[Report]:
    return Report.objects.select_related("member__person").filter(case=case).order_by("filed_at", "id")


def by_others(case: Case) -> QuerySet[Report]:
    return Report.objects.filter(case=case, staff=None)


def known_reports(case: Case) -> list[Report]:
    """Reports that are answered: of members who are still there, and of guests whose address we know."""
    return [one for one in reports_of(case) if is_answered_at(one)]


def is_answered_at(report: Report) -> bool:
    """Whether there is somebody to tell."""
    if report.member is not None:
        return not report.member.has_left
    return bool(report.address) and report.confirmed_at is not None


def report_by_id(report_id: UUID) -> Report | None:
    return Report.objects.select_related("case__author", "member__person").filter(id=report_id).first()


def own_report(viewer: Viewer, case_id: UUID) -> Report | None:
    """The viewer's report in this case."""
    if viewer.member is None:
        return None
    return (
        Report.objects.select_related("case__author", "member__person")
        .filter(case=case_id, member=viewer.member)
        .first()
    )


@dataclass(frozen=True)
class Mine:
    """What one member has to do with reports here: those they made, and those about their words."""

    reports: list[Report]
    about: list[Case]


def of_member(viewer: Viewer) -> Mine:
    """What the viewer reported, and what was said about their words, the newest first."""
    if viewer.member is None:
        return Mine([], [])
    made = Report.objects.select_related("case").filter(member=viewer.member).order_by("-filed_at")
    about = told(Case.objects.select_related("author").filter(author=viewer.member)).order_by("-opened_at")
    return Mine(list(made[:100]), list(about[:100]))


def false_alarms(report: Report, since: datetime) -> int:
    """How many urgent reports of the same person proved groundless since then."""
    kept = Decision.objects.filter(case=OuterRef("case"), outcome=Outcome.KEPT)
    mine = Q(member=report.member) if report.member_id else Q(address=report.address)
    rows = Report.objects.filter(mine, Exists(kept), filed_at__gte=since, case__kind__in=URGENT, staff=None)
    return rows.exclude(id=report.id).count()
