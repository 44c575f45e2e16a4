"""What is due by a rule: overdue by its period as it stands here, and held by nothing. In whatever scope is open."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from coorum.accounts import contact
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.retention import NONE, Period, Place, Rule
from coorum.base.scope import PROVIDER
from coorum.privacy.models.holds import LegalHold
from coorum.privacy.models.retention import PeriodChange
from coorum.privacy.retention.holds import standing_holds

#: Most rows that go in one transaction.
BATCH = 1000


def period_of(rule: Rule) -> Period:
    """How long it is kept here: the rule's own period, or the one to which the provider changed it."""
    change = PeriodChange.objects.filter(rule=rule.id).order_by("-changed_at", "-id").first()
    return change.period if change and rule.shortest else rule.period


def overdue(rule: Rule, *, grace: Period = NONE) -> QuerySet[Any]:
    """Every row whose time has come, held or not; `grace` ago already."""
    return rule.overdue(grace.before(rule.counted(period_of(rule), clock.now())))


def due(rule: Rule, *, grace: Period = NONE) -> QuerySet[Any]:
    """What goes: overdue, and covered by no legal hold."""
    rows, covered = overdue(rule, grace=grace), covers(rule, standing_holds())
    if covered is None:
        return rows
    return rows.exclude(covered) if covered else rows.none()


def held(rule: Rule) -> int:
    """How many rows are overdue and stay, since a legal hold covers them."""
    covered = covers(rule, standing_holds())
    return 0 if covered is None else overdue(rule).filter(covered).distinct().count()


def covers(rule: Rule, holds: Iterable[LegalHold]) -> Q | None:
    """Which rows of a rule these holds cover; None where they cover none, an empty `Q` where they cover all."""
    found = [_covered(rule, hold) for hold in holds if _touches(rule, hold)]
    if not found:
        return None
    return reduce(or_, found) if all(found) else Q()


def _touches(rule: Rule, hold: LegalHold) -> bool:
    """What lies with the provider belongs to no site, so a hold on a site does not reach it."""
    of_it = hold.dataset in ("", rule.dataset) and not (rule.whose.nobody and not hold.dataset)
    return of_it and not (hold.community_id and rule.place is Place.PROVIDER)


def _covered(rule: Rule, hold: LegalHold) -> Q:
    """Where a rule cannot tell whose its rows are, all of them are kept: too much rather than too little."""
    named = _of_person(rule, hold.person) if hold.person else Q()
    return named & Q(site_id=hold.community_id) if hold.community_id else named


def _of_person(rule: Rule, person_id: UUID) -> Q:
    whose, person = rule.whose, Person.objects.filter(id=person_id).first()
    named = Q(**{whose.person: person_id}) if whose.person else Q()
    if whose.address and person:
        named |= Q(**{f"{whose.address}__iexact": contact.address_of(person, "operate")})
    return named


def is_here(rule: Rule, site_id: UUID) -> bool:
    """Whether the rule is asked in this scope."""
    places = {Place.PROVIDER: site_id == PROVIDER, Place.SITE: site_id != PROVIDER, Place.CHAIN: True}
    return places[rule.place]


def let_go(rule: Rule, site_id: UUID, most: int = BATCH) -> int:
    """Let go of up to `most` rows of a rule in the open scope. Returns how many went."""
    rows = due(rule)
    if rule.place is Place.CHAIN:
        rows = rows.filter(site_id=site_id)
    batch = list(rows.order_by("pk").values_list("pk", flat=True)[:most])
    return rule.let_go(overdue(rule).filter(pk__in=batch)) if batch else 0
