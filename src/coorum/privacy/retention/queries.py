"""What is kept how long, what is due, and when time was last kept. Counts are of whatever scope is open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import override

from coorum.accounts.models import Closure
from coorum.base import clock
from coorum.base.ledger.models import Entry
from coorum.base.personal_data import datasets
from coorum.base.retention import Period, Rule, lasting_datasets, rules
from coorum.base.scope import PROVIDER
from coorum.privacy.models.retention import PeriodChange, RetentionCount, RetentionRun
from coorum.privacy.retention import engine
from coorum.sites.models import Site

#: A run begins every day; two hours more, and it is late.
FRESH = timedelta(hours=26)
#: A run that has not ended by then was interrupted.
STUCK = timedelta(hours=1)


@dataclass(frozen=True)
class Words:
    """A text in both languages of the house."""

    ja: str
    en: str


@dataclass(frozen=True)
class Registered:
    """One class of data in the register of periods, as anybody may read it.

    `period` runs from `since`; both are empty where no clock runs, and `until` says with what it lasts. `law` is empty
    where none asks for it. `dataset` and `tables` are the names in the data map.
    """

    id: str
    dataset: str
    tables: tuple[str, ...]
    data: Words
    period: Words
    since: Words
    until: Words
    law: Words
    reason: Words
    sentences: tuple[str, ...] = ()


def register() -> list[Registered]:
    """Every class of data with its period as it stands here, the ones with a clock first."""
    return [*map(_ruled, rules()), *lasting()]


def _ruled(rule: Rule) -> Registered:
    period = engine.period_of(rule)
    return Registered(
        id=rule.id,
        dataset=rule.dataset,
        tables=tuple(rule.tables),
        data=_said(rule.what),
        period=_both(lambda: period.words),
        since=_said(rule.since),
        until=Words("", ""),
        law=_said(rule.law),
        reason=_said(rule.reason),
        sentences=tuple(rule.sentences),
    )


def lasting() -> Iterator[Registered]:
    """What has no clock of its own, and with what it lasts."""
    titles = {one.name: one.title for one in datasets()}
    none = Words("", "")
    for one in lasting_datasets():
        data, until = _said(titles[one.dataset]), _said(one.until)
        yield Registered(one.dataset, one.dataset, (), data, none, none, until, none, none)


def _said(words: Any) -> Words:
    return _both(lambda: str(words))


def _both(words: Callable[[], str]) -> Words:
    said = []
    for language in ("ja", "en"):
        with override(language):
            said.append(words())
    return Words(*said)


@dataclass(frozen=True)
class Standing:
    """A rule as it stands: its period here, how many rows are due, how many a hold keeps, what went in the last full run."""

    rule: Rule
    period: Period
    due: int
    held: int
    gone: int
    faults: int

    @property
    def is_changed(self) -> bool:
        """Whether the provider chose another period than the rule's own."""
        return self.period != self.rule.period


def standings(only: str = "") -> list[Standing]:
    """Every rule as it stands, or one of them. Across sites where `every_site` is open."""
    last = _last_counts()
    found = [rule for rule in rules() if only in ("", rule.id)]
    return [
        Standing(rule, engine.period_of(rule), engine.due(rule).count(), engine.held(rule), *last.get(rule.id, (0, 0)))
        for rule in found
    ]


def _last_counts() -> dict[str, tuple[int, int]]:
    """By rule: how many rows went in the newest full run of each chain, and in how many of them it failed."""
    newest = RetentionRun.objects.filter(is_full=True).order_by("chain", "-began_at").distinct("chain").values("id")
    found: dict[str, tuple[int, int]] = {}
    for rule, gone, fault in RetentionCount.objects.filter(run__in=newest).values_list("rule", "gone", "fault"):
        before = found.get(rule, (0, 0))
        found[rule] = (before[0] + gone, before[1] + bool(fault))
    return found


def last_run() -> datetime | None:
    """When the last full run of the provider's own data ended."""
    return RetentionRun.objects.filter(chain=PROVIDER, is_full=True).aggregate(at=Max("ended_at"))["at"]


def chains_to_run() -> list[UUID]:
    """The provider and the sites for which no full run ended within 26 hours."""
    fresh = RetentionRun.objects.filter(is_full=True, ended_at__gte=clock.now() - FRESH)
    kept = set(fresh.values_list("chain", flat=True))
    return [one for one in (PROVIDER, *Site.objects.values_list("id", flat=True)) if one not in kept]


def chains_to_begin() -> list[UUID]:
    """Those of them for which no full run is under way; one that stands for an hour is gone on with."""
    open_ones = RetentionRun.objects.filter(is_full=True, ended_at=None, began_at__gte=clock.now() - STUCK)
    under_way = set(open_ones.values_list("chain", flat=True))
    return [one for one in chains_to_run() if one not in under_way]


def late_chains() -> list[UUID]:
    """Those of them whose evidence is older than that. Asked across sites."""
    begun = Entry.objects.filter(site_id__in=chains_to_run(), n=1, at__lt=clock.now() - FRESH)
    return list(begun.values_list("site_id", flat=True))


def failed_rules() -> list[str]:
    """The rules that failed in the newest full run of some chain."""
    return sorted(rule for rule, (_gone, faults) in _last_counts().items() if faults)


def changes_of(rule: Rule) -> list[PeriodChange]:
    """How often the provider changed a period, newest first."""
    return list(PeriodChange.objects.filter(rule=rule.id).order_by("-changed_at"))


def masks() -> int:
    """Of how many erased accounts a number without a name is left: under records that a law keeps, or for a restore."""
    return Closure.objects.filter(erased_at__isnull=False).count()
