"""Decisions: the one that stands, and until when another look may be asked for."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet

from coorum.base import clock
from coorum.moderation import rules
from coorum.moderation.clocks import APPEAL, end_after
from coorum.moderation.kinds import AWAY, Outcome, Side, State
from coorum.moderation.models import Appeal, Case, Decision


def newest_decision(case: Case) -> Decision | None:
    """The decision that stands."""
    return Decision.objects.filter(case=case).order_by("-place").first()


def newest(column: str) -> QuerySet[Decision, Any]:
    """A column of the decision that stands, for a query of cases; NULL where nothing was decided."""
    return Decision.objects.filter(case=OuterRef("id")).order_by("-place").values(column)[:1]


def decisions_of(case: Case) -> QuerySet[Decision]:
    return Decision.objects.filter(case=case).order_by("place")


def deciders(case: Case) -> set[UUID | None]:
    """Who has decided in this case."""
    return set(Decision.objects.filter(case=case).values_list("decided_by", flat=True))


def is_away(case: Case) -> bool:
    """Whether the decision that stands takes the words away."""
    decision = newest_decision(case)
    return decision is not None and decision.outcome in AWAY


def appeal_of(case: Case) -> Appeal | None:
    """The newest wish for another look."""
    return Appeal.objects.filter(decision__case=case).order_by("-filed_at").first()


def appeal_ends(decision: Decision) -> datetime:
    """The first instant that is too late to ask for another look."""
    return end_after(decision.made_at, APPEAL)


def appeal_side(case: Case) -> Side | None:
    """Who may ask for another look now; None where nobody may any more, or yet."""
    decision = newest_decision(case)
    if decision is None or case.state != State.BOTH_TOLD or clock.now() >= appeal_ends(decision):
        return None
    if Appeal.objects.filter(decision=decision).exists():
        return None
    side = rules.side_of_appeal(Outcome(decision.outcome))
    return side if side == Side.REPORTER or case.author_id else None


def to_close(moment: datetime) -> list[Case]:
    """Decided cases in which nobody asked for another look in time."""
    rows: QuerySet[Any] = Case.objects.filter(state=State.BOTH_TOLD).annotate(decided_at=newest("made_at"))
    old = rows.filter(decided_at__lte=moment - timedelta(days=APPEAL))
    return [case for case in old if end_after(case.decided_at, APPEAL) <= moment]
