"""Accounts that nobody has used for long (policy, article 14: told after 18 months, erased after 24).

Who works at the desk or for an operator is left alone, and so is whoever is under a legal hold. Where nobody was told in
time (the service was down, or new at this), the account stays until a month after the first notice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from coorum.accounts.models import DeskRole, Person, StaffRole
from coorum.base import clock
from coorum.base.gates import HOLD
from coorum.base.ids import short
from coorum.base.personal_data import Subject
from coorum.base.retention import Period, Unit
from coorum.base.scope import site_scope
from coorum.privacy.actions.erasing.asking import erase_unused
from coorum.privacy.erasure.kinds import State
from coorum.privacy.models import Erasure
from coorum.privacy.models.unused import UnusedNotice
from coorum.privacy.retention.kinds import Spared
from coorum.sites.queries import all_sites

TOLD_AFTER, KEPT, AHEAD = Period(18, Unit.MONTHS), Period(24, Unit.MONTHS), Period(1, Unit.MONTHS)
WITHDRAWN = (State.REQUESTED, State.UNDONE, State.LAPSED)
MONTH = timedelta(days=31)
FIRST, SECOND = 1, 2
_DESK = DeskRole.objects.filter(person=OuterRef("id"))


def unused_since(limit: datetime) -> QuerySet[Person]:
    """Accounts whose last use (`used_at`) was before `limit`: not at the desk, not being closed."""
    return _unused(limit).filter(~Exists(_DESK))


def _unused(limit: datetime) -> QuerySet[Any]:
    used = Person.objects.annotate(used_at=Coalesce("last_login", "created_at"))
    verified = EmailAddress.objects.filter(user=OuterRef("id"), verified=True)
    return used.filter(Exists(verified), used_at__lt=limit, closure=None)


def to_erase(limit: datetime) -> QuerySet[Person]:
    """Those of them who were told, whose day has come, and who did not sign in since."""
    told = UnusedNotice.objects.filter(person=OuterRef("id"), used_at=OuterRef("used_at"), erase_on__lte=clock.now())
    erased = Erasure.objects.filter(person=OuterRef("id"), community=None)
    return unused_since(limit).filter(Exists(told), ~Exists(erased.exclude(state__in=WITHDRAWN)))


def to_tell(stage: int, most: int) -> list[Person]:
    """Who is told next: of half a year ahead, or a month before the day that the first notice named."""
    told = UnusedNotice.objects.filter(person=OuterRef("id"), used_at=OuterRef("used_at"))
    unused = unused_since(TOLD_AFTER.before(clock.now())).filter(~Exists(told.filter(stage=stage)))
    if stage == SECOND:
        soon = told.filter(stage=FIRST, erase_on__lte=AHEAD.after(clock.now()), told_at__lt=F("erase_on") - MONTH)
        unused = unused.filter(Exists(soon))
    return left_alone(unused.order_by("id"))[1][:most]


def left_alone(persons: QuerySet[Person]) -> tuple[list[Person], list[Person]]:
    """Who of these is left alone (staff of an operator, under a hold), and who is not."""
    found = list(persons)
    staff = _staff_among([one.id for one in found])
    alone = [one for one in found if one.id in staff or _is_held(one)]
    return alone, [one for one in found if one not in alone]


def _is_held(person: Person) -> bool:
    return not HOLD.allows("accounts.persons", Subject(person.id))


@dataclass(frozen=True)
class Stays:
    """An account that is left alone: what it is called here (nobody's name), when it was last used, and why it stays."""

    label: str
    used_at: datetime
    why: Spared


def spared(most: int = 200) -> list[Stays]:
    """The accounts that nobody has used for 24 months and that stay all the same, the longest unused first."""
    found: list[Any] = list(
        _unused(KEPT.before(clock.now())).annotate(is_desk=Exists(_DESK)).order_by("used_at", "id")[:most]
    )
    staff = _staff_among([one.id for one in found])
    going = set(to_erase(KEPT.before(clock.now())).values_list("id", flat=True))
    reasons = [(one, _why(one, is_staff=one.id in staff, is_going=one.id in going)) for one in found]
    return [Stays(short(one.id)[-8:].upper(), one.used_at, why) for one, why in reasons if why]


def _why(person: Any, *, is_staff: bool, is_going: bool) -> Spared | None:
    if _is_held(person):
        return Spared.HOLD
    if person.is_desk:
        return Spared.DESK
    if is_staff:
        return Spared.STAFF
    return None if is_going else Spared.UNTOLD


def erase(persons: QuerySet[Person]) -> int:
    """Erase these accounts, but for those that are left alone. How many."""
    due = left_alone(persons)[1]
    for person in due:
        erase_unused(person)
    return len(due)


def _staff_among(ids: list[UUID]) -> set[UUID]:
    found: set[UUID] = set()
    for site in all_sites() if ids else ():
        with site_scope(site.id):
            found |= set(StaffRole.objects.filter(person__in=ids).values_list("person_id", flat=True))
    return found
