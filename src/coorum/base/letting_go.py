"""What a room answers when it is told to let go of somebody's data: so many rows erased, masked, or kept, and by which rule.

A shelf (base/shelves.py) declares one of three fates; a keeper that needs more than that answers a `LetGo` of its own.
Nothing stays without the name of the rule that keeps it and the day it ends.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Max, QuerySet

from coorum.base import clock


@dataclass(frozen=True)
class Kept:
    """So many rows stay by this rule, the last of them until that day. None: until what holds them has ended."""

    rule: str
    rows: int
    until: date | None


@dataclass(frozen=True)
class LetGo:
    """The answer to an erasure: counts of rows. What is kept is not among the others.

    `proof` is a SHA-256 in hex over what was destroyed, where that can be said without saying what it was.
    """

    erased: int = 0
    masked: int = 0
    kept: tuple[Kept, ...] = ()
    proof: str = ""

    def __add__(self, other: "LetGo") -> "LetGo":
        proof = self.proof or other.proof
        return LetGo(self.erased + other.erased, self.masked + other.masked, self.kept + other.kept, proof)


class Fate:
    """What becomes of the rows of one table when their subject is erased."""

    def befall(self, rows: QuerySet[Any]) -> LetGo:
        """Do it, in the open scope and transaction."""
        raise NotImplementedError


@dataclass(frozen=True)
class Erase(Fate):
    """The rows are deleted."""

    def befall(self, rows: QuerySet[Any]) -> LetGo:
        return LetGo(erased=rows.delete()[0])


@dataclass(frozen=True)
class Mask(Fate):
    """The rows stay, since others refer to them, but say nothing any more: `told` values are written over theirs.

    `told(row)` gives the values of one row where they must differ from each other.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    told: Callable[[Any], Mapping[str, Any]] | None = None

    def befall(self, rows: QuerySet[Any]) -> LetGo:
        if self.told is None:
            return LetGo(masked=rows.update(**self.values))
        found = list(rows)
        for row in found:
            type(row)._base_manager.filter(pk=row.pk).update(**self.values, **self.told(row))
        return LetGo(masked=len(found))


@dataclass(frozen=True)
class Nameless(Fate):
    """The rows stay as they are: they say nothing about anybody once the row they hang on is masked."""

    def befall(self, rows: QuerySet[Any]) -> LetGo:
        return LetGo(masked=rows.count())


@dataclass(frozen=True)
class Keep(Fate):
    """The rows stay by `rule` until so many years after the moment in their column `since`; then retention destroys them."""

    rule: str
    since: str
    years: int = 3

    def befall(self, rows: QuerySet[Any]) -> LetGo:
        count = rows.count()
        if not count:
            return LetGo()
        return LetGo(kept=(Kept(self.rule, count, self.until(rows.aggregate(last=Max(self.since))["last"])),))

    def until(self, last: datetime | None) -> date:
        """The day on which the last of them ends; an open one counts from today."""
        return years_after(last or clock.now(), self.years)


def years_after(moment: datetime, years: int) -> date:
    """The same day so many years later; of 29 February the 28th."""
    day = moment.astimezone(UTC).date()
    last = monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))


def sum_of(answers: Iterable[LetGo]) -> LetGo:
    """The answers of several tables as one."""
    return sum(answers, LetGo())


#: The usual fate.
ERASE = Erase()
NAMELESS = Nameless()
