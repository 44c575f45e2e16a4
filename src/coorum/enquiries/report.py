"""How quickly we answered: by month of arrival, in hours and in days of the target."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.db.models import Min, Q

from coorum.base import clock
from coorum.enquiries import rules
from coorum.enquiries.kinds import RESPONDING, State, Step
from coorum.enquiries.models import Enquiry, EnquiryStep, Rating
from coorum.privacy import calendar


@dataclass(frozen=True)
class Month:
    """Cases that arrived in a month (Japan). `within` are those first answered by the second business day; hours are elapsed."""

    month: str
    arrived: int
    answered: int
    within: int
    late: int
    median_hours: int | None
    slow_hours: int | None
    reopened: int
    rated: int
    rating: float | None

    @property
    def percent(self) -> int | None:
        """Of those that were answered or should have been, how many in time. None where none is due yet."""
        return round(100 * self.within / (self.within + self.late)) if self.within + self.late else None

    @property
    def reopened_percent(self) -> int | None:
        return round(100 * self.reopened / self.answered) if self.answered else None


def months(limit: int = 12) -> list[Month]:
    """The newest months first. Spam and cases that were joined to another are not counted."""
    responded = Min("steps__made_at", filter=Q(steps__step__in=RESPONDING))
    rows = Enquiry.objects.exclude(state__in=[State.SPAM, State.LINKED]).annotate(responded_at=responded)
    found: dict[str, list[Enquiry]] = defaultdict(list)
    for one in rows.only("id", "received_at"):
        found[f"{calendar.day_of(one.received_at):%Y-%m}"].append(one)
    return [_month(name, found[name]) for name in sorted(found, reverse=True)[:limit]]


def _month(name: str, cases: list[Enquiry]) -> Month:
    ids = [one.id for one in cases]
    answered = [(one.received_at, one.responded_at) for one in cases if one.responded_at]  # type: ignore[attr-defined]
    within = sum(_in_time(arrived, first) for arrived, first in answered)
    today = calendar.day_of(clock.now())
    unanswered = [one for one in cases if not one.responded_at]  # type: ignore[attr-defined]
    late = len(answered) - within + sum(rules.due_on(one.received_at) < today for one in unanswered)
    hours = sorted(ceil((first - arrived).total_seconds() / 3600) for arrived, first in answered)
    reopened = EnquiryStep.objects.filter(enquiry__in=ids, step=Step.REPLY, after=State.REOPENED)
    scores = list(Rating.objects.filter(answer__enquiry__in=ids).values_list("score", flat=True))
    return Month(
        month=name,
        arrived=len(cases),
        answered=len(answered),
        within=within,
        late=late,
        median_hours=_part(hours, 0.5),
        slow_hours=_part(hours, 0.9),
        reopened=reopened.values("enquiry").distinct().count(),
        rated=len(scores),
        rating=round(sum(scores) / len(scores), 1) if scores else None,
    )


def _in_time(arrived: datetime, first: datetime) -> bool:
    return calendar.day_of(first) <= rules.due_on(arrived)


def _part(hours: list[int], share: float) -> int | None:
    """The value that this share of the cases does not exceed (nearest rank)."""
    return hours[ceil(share * len(hours)) - 1] if hours else None
