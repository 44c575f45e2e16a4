"""How long the moderation room keeps reports and decisions (obligations d: three years)."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.base.retention import Period, Place, Rule, Unit, Whose, dated, register
from coorum.moderation.kinds import State
from coorum.moderation.models import Case, CaseStep, ReportCode


def _finished(limit: datetime) -> QuerySet[Case]:
    """Finished cases whose last step was before the limit."""
    recent = CaseStep.objects.filter(case=OuterRef("id"), made_at__gte=limit)
    return Case.objects.filter(~Exists(recent), state=State.FINAL, opened_at__lt=limit)


def _drop(rows: QuerySet[Any]) -> int:
    gone = list(rows.values_list("id", flat=True))
    Case.objects.filter(id__in=gone).delete()
    return len(gone)


register(
    Rule(
        id="moderation.cases",
        dataset="moderation.cases",
        tables=[
            "moderation.Case",
            "moderation.CaseStep",
            "moderation.CaseAlarm",
            "moderation.Report",
            "moderation.Hearing",
            "moderation.Decision",
            "moderation.Appeal",
        ],
        what=_("Dealing with breaches of the terms: reports, and what was decided"),
        since=_("the last step of a finished report"),
        period=Period(3, Unit.YEARS),
        reason=_("To answer for the decision, and to see it when it happens again."),
        overdue=_finished,
        let_go=_drop,
        whose=Whose(person="author__person"),
        place=Place.SITE,
        sentences=["a14-p1-i13"],
    ),
    Rule(
        id="moderation.codes",
        dataset="moderation.cases",
        tables=["moderation.ReportCode"],
        what=_("Codes sent to guests who report"),
        since=_("the sending"),
        period=Period(1),
        reason=_("They serve for half an hour; a day long their tries are counted."),
        overdue=dated(ReportCode, "sent_at"),
        whose=Whose(person="report__member__person", address="report__address"),
        place=Place.SITE,
    ),
)
