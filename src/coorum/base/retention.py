"""The registry of periods: each room says how long what it keeps about people is kept, and how it lets go (APPI 22).

    register(Rule(id="accounts.sessions", dataset="accounts.persons", …))
    lasting("accounts.members", _("as long as the membership"))

A rule finds what is overdue by itself, so that the daily run, a dry run and the proof of it ask the same question. The
run (privacy/retention) adds what no room knows: legal holds, and periods that the provider shortened.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.db import connection
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext


class Unit(Enum):
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True)
class Period:
    """So long after something. Months and years are those of the calendar."""

    count: int
    unit: Unit = Unit.DAYS

    def before(self, moment: datetime) -> datetime:
        """The moment this long before `moment`: what began earlier has run out. 29 February becomes the 28th."""
        if self.unit in (Unit.HOURS, Unit.DAYS):
            return moment - timedelta(**{self.unit.value: self.count})
        months = self.count * (12 if self.unit is Unit.YEARS else 1)
        year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
        day = moment.day
        while True:
            try:
                return moment.replace(year=year, month=month + 1, day=day)
            except ValueError:
                day -= 1

    def after(self, moment: datetime) -> datetime:
        """The moment this long after `moment`."""
        return Period(-self.count, self.unit).before(moment)

    def is_shorter_than(self, other: "Period") -> bool:
        """Compared by the calendar, at a moment that makes no month shorter."""
        moment = datetime(2001, 1, 1)  # noqa: DTZ001  no zone: only its calendar is asked
        return self.before(moment) > other.before(moment)

    @property
    def words(self) -> str:
        """As people say it, in the language of the reader."""
        said = {
            Unit.HOURS: ngettext("%(count)s hour", "%(count)s hours", self.count),
            Unit.DAYS: ngettext("%(count)s day", "%(count)s days", self.count),
            Unit.MONTHS: ngettext("%(count)s month", "%(count)s months", self.count),
            Unit.YEARS: ngettext("%(count)s year", "%(count)s years", self.count),
        }
        return said[self.unit] % {"count": self.count} if self.count else gettext("at once")


#: No time at all.
NONE = Period(0)
#: As soon as the event itself has come.
AT_ONCE = Period(0, Unit.HOURS)


class Place(Enum):
    """Where the rows of a rule lie: with the provider, on the sites, or along every chain of the evidence."""

    PROVIDER = "provider"
    SITE = "site"
    CHAIN = "chain"


@dataclass(frozen=True)
class Whose:
    """How the rows name somebody: lookups to a person's id, to an address. `nobody`: they are about nobody.

    Where a hold names a person and a rule cannot tell whose its rows are, all of them are held.
    """

    person: str = ""
    address: str = ""
    nobody: bool = False


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How long one class of data is kept, and how it goes.

    `since` names the event from which `period` runs; `overdue(limit)` answers the rows whose event was before `limit`;
    `let_go(rows)` does away with the rows of that table it is given and says how many there were (by default they are
    deleted). `law` binds: `shortest` is what it asks for, or without a law the least that still makes sense; a rule
    without `shortest` cannot be changed by the provider. `sentences` are those of the policy that promise it.
    """

    id: str
    dataset: str
    tables: Sequence[str]
    what: Any
    since: Any
    period: Period
    reason: Any
    overdue: Callable[[datetime], QuerySet[Any]]
    let_go: Callable[[QuerySet[Any]], int] = lambda rows: delete(rows)
    whose: Whose = Whose()
    place: Place = Place.PROVIDER
    law: Any = ""
    shortest: Period | None = None
    sentences: Sequence[str] = ()
    counted: Callable[[Period, datetime], datetime] = Period.before

    @property
    def is_hourly(self) -> bool:
        """Whether a daily run would be too seldom."""
        return self.period.unit is Unit.HOURS


@dataclass(frozen=True)
class Lasting:
    """What a room keeps for as long as something else lasts: an account, a contract. No clock runs."""

    dataset: str
    until: Any


_rules: dict[str, Rule] = {}
_lasting: list[Lasting] = []


def register(*rules: Rule) -> None:
    """Declare rules, each once. ValueError where an id is taken, or a law asks for more than the rule keeps."""
    for rule in rules:
        if rule.id in _rules:
            raise ValueError(f"the retention rule {rule.id} is declared twice")
        if rule.law and (rule.shortest is None or rule.period.is_shorter_than(rule.shortest)):
            raise ValueError(f"the retention rule {rule.id} is shorter than {rule.law} allows, or does not say")
        _rules[rule.id] = rule


def lasting(dataset: str, until: Any) -> None:
    """Declare that what no rule of this dataset covers lasts as long as something else does."""
    _lasting.append(Lasting(dataset, until))


def rules() -> list[Rule]:
    """Every rule, by id."""
    return sorted(_rules.values(), key=lambda rule: rule.id)


def rules_to_run() -> list[Rule]:
    """Every rule, those of upper rooms first: their rows rest on the rows below them."""
    return list(reversed(_rules.values()))


def rule_by_id(rule_id: str) -> Rule | None:
    return _rules.get(rule_id)


def lasting_datasets() -> list[Lasting]:
    """What has no clock, by dataset."""
    return sorted(_lasting, key=lambda one: one.dataset)


def told(dataset: str, period_of: Callable[[Rule], Period] = lambda rule: rule.period) -> str:
    """How long everything in a dataset is kept, in sentences in the reader's language: its rules, and what has no clock.

    `period_of` says the periods as they stand where the text is read; without it, those of the rules.
    """
    said = [_sentence(rule, period_of(rule)) for rule in rules() if rule.dataset == dataset]
    ends = ", ".join(str(one.until) for one in lasting_datasets() if one.dataset == dataset)
    if ends:
        said.append(gettext("Everything else: %(until)s.") % {"until": ends} if said else capfirst(ends))
    return " ".join(said)


def _sentence(rule: Rule, period: Period) -> str:
    words = gettext("%(what)s – %(period)s from %(since)s.") if period.count else gettext("%(what)s – until %(since)s.")
    return words % {"what": rule.what, "period": period.words, "since": rule.since}


def delete(rows: QuerySet[Any]) -> int:
    """Delete these rows, and what hangs on them by Django's rules. How many of them there were."""
    count = rows.count()
    rows.delete()
    return count


def through(function: str) -> Callable[[QuerySet[Any]], int]:
    """`let_go` for tables from which the application may not delete: a function of the database takes their old rows."""

    def called(rows: QuerySet[Any]) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s::uuid[])", [list(rows.values_list("pk", flat=True))])
            return int(cursor.fetchone()[0])

    return called


@dataclass(frozen=True)
class Dated:
    """`overdue` for rows whose column `moment` says when their clock began."""

    model: type[Model]
    moment: str
    more: dict[str, Any]

    def __call__(self, limit: datetime) -> QuerySet[Any]:
        return self.model._default_manager.filter(**{f"{self.moment}__lt": limit}, **self.more)


def dated(model: type[Model], moment: str, **more: Any) -> Dated:
    """Rows whose clock began at `moment` (a column, or a lookup to one), and that are as `more` says."""
    return Dated(model, moment, more)


def unreferred(model: type[Model], *, by_others: bool = False, apart_from: Sequence[type[Model]] = ()) -> list[Exists]:
    """Conditions under which no row of any table refers to a row of this one any more.

    `by_others`: of any other table; `apart_from`: tables whose rows are part of it.
    """
    pointing = [one for one in model._meta.get_fields(include_hidden=True) if one.auto_created and not one.concrete]
    return [
        ~Exists(one.related_model._default_manager.filter(**{one.field.name: OuterRef("pk")}))  # type: ignore[union-attr, misc]
        for one in pointing
        if not (by_others and one.related_model is model) and one.related_model not in apart_from
    ]


def masked(**values: Any) -> Callable[[QuerySet[Any]], int]:
    """`let_go` that empties columns and leaves the rows."""
    return lambda rows: rows.update(**values)


__all__ = [
    "AT_ONCE",
    "NONE",
    "Lasting",
    "Period",
    "Place",
    "Rule",
    "Unit",
    "Whose",
    "dated",
    "delete",
    "lasting",
    "lasting_datasets",
    "masked",
    "register",
    "rule_by_id",
    "rules",
    "rules_to_run",
    "through",
    "told",
    "unreferred",
]
