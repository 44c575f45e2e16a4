"""Every read about measures on premises, equipment and rules."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from coorum.organisation.models import Safeguard, SafeguardCheck
from coorum.organisation.people.queries import today
from coorum.organisation.people.rules import FIRST_WITHIN, Day
from coorum.organisation.rules import months_after


@dataclass(frozen=True)
class Guarded:
    """A measure in use: its newest look (None: nobody looked yet), and by when somebody looks next."""

    safeguard: Safeguard
    check: SafeguardCheck | None
    day: Day

    @property
    def is_met(self) -> bool:
        """Whether who looked last found it so."""
        return self.check is not None and self.check.is_met

    @property
    def wants(self) -> bool:
        """Whether somebody at the desk has something to do about it."""
        return self.day.is_near or not self.is_met


def safeguards() -> list[Guarded]:
    """The measures in use, the next to be looked at first."""
    found = list(Safeguard.objects.filter(end=None))
    checks = SafeguardCheck.objects.filter(safeguard__in=found).order_by("safeguard", "-looked_on", "-made_at", "-id")
    newest = {one.safeguard_id: one for one in checks.distinct("safeguard")}
    guarded = [Guarded(one, newest.get(one.id), _day(one, newest.get(one.id))) for one in found]
    return sorted(guarded, key=lambda one: (one.day.due, one.safeguard.place, one.safeguard.id))


def safeguard_by_id(safeguard_id: UUID) -> Safeguard | None:
    return Safeguard.objects.select_related("end").filter(id=safeguard_id).first()


def checks_of(safeguard: Safeguard) -> QuerySet[SafeguardCheck]:
    """Each look at it, the last first."""
    return safeguard.checks.order_by("-looked_on", "-made_at", "-id")


def ended() -> QuerySet[Safeguard]:
    """Those that are no longer in use, the last first."""
    return Safeguard.objects.exclude(end=None).select_related("end").order_by("-end__made_at")


def wanting() -> list[Guarded]:
    """Those about which something is to be done."""
    return [one for one in safeguards() if one.wants]


@dataclass(frozen=True)
class Figures:
    """What others may tell of us: how many measures there are, in how many places, and since when all were looked at."""

    count: int
    places: int
    looked_since: date | None


def figures() -> Figures:
    """For the public summary of the measures of APPI 23. The day is the earliest of the newest looks; None if one is missing."""
    found = safeguards()
    looks = [one.check.looked_on if one.check and one.is_met else None for one in found]
    since = None if None in looks else min((day for day in looks if day), default=None)
    return Figures(len(found), len({one.safeguard.place for one in found}), since)


def _day(one: Safeguard, check: SafeguardCheck | None) -> Day:
    first = timezone.localdate(one.made_at) + FIRST_WITHIN
    return Day(months_after(check.looked_on, one.months) if check else first, today())
