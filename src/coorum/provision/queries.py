"""Every read of the provision room."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from coorum.accounts import queries as people
from coorum.accounts.models import Member, Person
from coorum.base import clock
from coorum.base.scope import site_scope
from coorum.consent.models import Consent, ConsentKind
from coorum.provision.kinds import Act
from coorum.provision.models import LookedUp, LookUp, OperatorTask, ProvidedProfile, Provision, Reach
from coorum.sites.models import Site

SORTS = {
    "newest": ("-joined_at", "id"),
    "oldest": ("joined_at", "id"),
    "name": ("display_name", "id"),
}


def entitled_profiles() -> QuerySet[ProvidedProfile]:
    """Provided profiles whose consent is in force now. The row alone is not enough: the consent is asked each time."""
    live = Consent.objects.filter(person=OuterRef("provision__person"), kind=ConsentKind.PROVISION)
    return ProvidedProfile.objects.filter(Exists(live), provision__closed_at=None)


def joined_since(*, days: int) -> list[ProvidedProfile]:
    """How many joined lately is a number anybody may know; who they are is asked through the look-ups.

    Returns the provided profiles of the last `days` days, newest first, at most eight, by display name only.
    """
    recent = entitled_profiles().filter(joined_at__gte=clock.now() - timedelta(days=days))
    return list(recent.only("site", "member", "display_name", "user_id", "joined_at").order_by("-joined_at")[:8])


@dataclass(frozen=True)
class Recipient:
    """One operator that has, or had, a person's data: what, why, since when, until when, and who looked."""

    site: Site
    member: Member | None
    provisions: list[Provision]
    looks: list[LookUp] = field(default_factory=list)
    looks_in_all: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the operator can see the data now."""
        return any(provision.closed_at is None for provision in self.provisions)

    @property
    def current(self) -> Provision:
        """The provision in force, or the last one."""
        return next((row for row in self.provisions if row.closed_at is None), self.provisions[0])

    @property
    def last_look_at(self) -> datetime | None:
        return self.looks[0].made_at if self.looks else None


def who_has_data_of(person: Person, *, looks: int = 10) -> list[Recipient]:
    """Each operator that got data of `person`, on every site; the latest look-ups with each."""
    reached = Reach.objects.filter(person=person).select_related("community__operator").order_by("since")
    return [found for reach in reached if (found := _recipient(person, reach.community, looks))]


def _recipient(person: Person, site: Site, looks: int) -> Recipient | None:
    with site_scope(site.id):
        provisions = list(Provision.objects.filter(person=person).order_by("-first_at"))
        if not provisions:
            return None
        seen = LookedUp.objects.filter(member=provisions[0].member_id)
        latest = LookUp.objects.filter(seen__in=seen).order_by("-made_at")[:looks]
        return Recipient(site, people.member_of(person), provisions, list(latest), seen.count())


def was_exported(provision: Provision) -> bool:
    """Whether the operator's staff took this member along in a file since it was provided."""
    taken = LookedUp.objects.filter(member=provision.member_id, look_up__act=Act.EXPORT)
    return taken.filter(look_up__made_at__gte=provision.first_at).exists()


def received() -> QuerySet[Provision]:
    """What the operator of the open scope received, newest first, with consent and what is provided now."""
    return Provision.objects.select_related("receipt").prefetch_related("profiles").order_by("-first_at")


def operator_tasks() -> QuerySet[OperatorTask]:
    """What the operator of the open scope must do: what is open first, the most urgent on top."""
    return OperatorTask.objects.order_by(F("done_at").desc(nulls_first=True), "due_on", "id")


def overdue_tasks() -> list[OperatorTask]:
    """What operators should have done by now, in the open scope or across sites; the latest first."""
    late = OperatorTask.objects.filter(done_at=None, due_on__lt=timezone.localdate(clock.now()))
    return list(late.select_related("site__operator").order_by("due_on", "id"))
