"""What the moderation room hands out about the person who asks: what they reported, and what was reported of theirs."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max, Q, QuerySet

from coorum.base import clock
from coorum.base.letting_go import Kept, LetGo, years_after
from coorum.base.personal_data import Subject
from coorum.moderation import queries
from coorum.moderation.models import Appeal, Case, Decision, Report

RULE = "moderation.cases"
YEARS = 3


class Reports:
    """Reports the person made, and cases about their words; never who reported them, nor who else did."""

    def export(self, subject: Subject) -> Iterable[Mapping[str, Any]]:
        if subject.site_id is None:
            return
        for one in reports_by(subject).order_by("filed_at"):
            yield {
                "kind": "report",
                "reported_as": one.case.get_kind_display(),
                "words": one.words,
                "filed_at": one.filed_at,
                "state": one.case.get_state_display(),
                "decided": [_decision(each) for each in queries.decisions_of(one.case)],
            }
        for case in queries.told(cases_about(subject)).order_by("opened_at"):
            yield _about(case)

    def erase(self, subject: Subject) -> LetGo:
        """They stay three years after the last step, as proof of how a breach of the terms was dealt with."""
        if subject.site_id is None:
            return LetGo()
        rows = Case.objects.filter(Q(id__in=cases_about(subject)) | Q(id__in=reports_by(subject).values("case")))
        count = rows.count()
        last = rows.aggregate(last=Max("steps__made_at"))["last"] or clock.now()
        return LetGo(kept=(Kept(RULE, count, years_after(last, YEARS)),)) if count else LetGo()


def reports_by(subject: Subject) -> QuerySet[Report]:
    """Those of the member, and those from their address without an account."""
    mine = Q(member__isnull=False, member=subject.member_id)
    if subject.address:
        mine |= Q(address__iexact=subject.address)
    return Report.objects.select_related("case").filter(mine)


def cases_about(subject: Subject) -> QuerySet[Case]:
    return Case.objects.filter(author__isnull=False, author=subject.member_id)


def _about(case: Case) -> Mapping[str, Any]:
    """What the author may know of it."""
    hearing = queries.hearing_of(case)
    return {
        "kind": "about",
        "reported_as": case.get_kind_display(),
        "opened_at": case.opened_at,
        "claim": hearing.words if hearing else "",
        "answer": hearing.answer if hearing else "",
        "decided": [_decision(each) for each in queries.decisions_of(case) if not each.untold],
        "appealed": [one.words for one in Appeal.objects.filter(decision__case=case, side="author")],
    }


def _decision(one: Decision) -> dict[str, str]:
    return {
        "outcome": str(one.get_outcome_display()),
        "standard": str(one.get_standard_display()),
        "reason": one.reason,
        "at": one.made_at.isoformat(),
    }
