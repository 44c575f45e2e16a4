"""Every read of the provision room."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from coorum.accounts import queries as people
from coorum.accounts.models import Member, Person
from coorum.base import clock
from coorum.base.scope import site_scope
from coorum.consent.kinds import WHOLE
from coorum.consent.models import Consent, ConsentKind
from coorum.consent.notice import ADVERTISING_PURPOSE, PROVISION_PURPOSE
from coorum.provision.kinds import BY_CONSENT, Act
from coorum.provision.models import LookedUp, LookUp, OperatorTask, ProvidedProfile, ProvidedWish, Provision, Reach
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


def entitled_wishes() -> QuerySet[ProvidedWish]:
    """Who wants advertising mail: both consents in force now. Whoever withdrew the provision is on no list (policy 9(6))."""
    standing = Consent.objects.filter(person=OuterRef("provision__person"))
    advertising, provision = (standing.filter(kind=kind) for kind in (ConsentKind.ADVERTISING, ConsentKind.PROVISION))
    return ProvidedWish.objects.filter(Exists(advertising), Exists(provision), provision__closed_at=None)


def provided_items(member: Member) -> list[str]:
    """The ids of the items of which the operator may be told about this member now; none without consent in force."""
    provided = Provision.objects.filter(profiles__in=entitled_profiles().filter(member=member)).first()
    return list(provided.items) if provided else []


def wanted_at() -> Subquery:
    """For a query of profiles: when the member agreed to advertising mail; nothing where the operator knows of no wish."""
    return Subquery(entitled_wishes().filter(member=OuterRef("member")).values("agreed_at")[:1])


def wishes_untold() -> QuerySet[Member]:
    """Members provided to the operator of the open scope who agreed to advertising mail, of which it was not told."""
    open_ = Provision.objects.filter(member=OuterRef("pk"), route=BY_CONSENT, topic=WHOLE, closed_at=None)
    agreed = Consent.objects.filter(person=OuterRef("person"), kind=ConsentKind.ADVERTISING)
    told = Exists(open_.filter(purpose=ADVERTISING_PURPOSE))
    return Member.objects.filter(Exists(agreed), Exists(open_), ~told).select_related("person").order_by("id")


def joined_since(*, days: int) -> list[ProvidedProfile]:
    """How many joined lately is a number anybody may know; who they are is asked through the look-ups.

    Returns the provided profiles of the last `days` days, newest first, at most eight, by display name only.
    """
    recent = entitled_profiles().filter(joined_at__gte=clock.now() - timedelta(days=days))
    return list(recent.only("site", "member", "display_name", "user_id", "joined_at").order_by("-joined_at")[:8])


@dataclass(frozen=True)
class Recipient:
    """One operator that has, or had, a person's data for one purpose: what, since when, until when, and who looked."""

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
    def is_of_answers(self) -> bool:
        """Whether these are answers to profile fields, each provided on a consent of its own."""
        return self.current.topic != WHOLE

    @property
    def labels(self) -> list[str]:
        """Of answers: what was asked, in the words of each receipt; what is provided now, or what was last."""
        chosen = [one for one in self.provisions if one.closed_at is None] or [self.current]
        return [item["text"] for one in chosen for item in one.receipt.document["data_items"]]

    @property
    def consent(self) -> ConsentKind:
        """The consent it rests on."""
        return ConsentKind(self.current.receipt.kind)

    @property
    def last_look_at(self) -> datetime | None:
        return self.looks[0].made_at if self.looks else None


def who_has_data_of(person: Person, *, looks: int = 10) -> list[Recipient]:
    """Each operator that got data of `person`, on every site, once for each purpose; the latest look-ups with each."""
    reached = Reach.objects.filter(person=person).select_related("community__operator").order_by("since")
    return [found for reach in reached for found in _recipients(person, reach.community, looks)]


def sites_that_reach(person: Person) -> list[UUID]:
    """The sites on which something about the person lies."""
    return list(Reach.objects.filter(person=person).order_by("since").values_list("community_id", flat=True))


def companies(recipients: Iterable[Recipient], *, item: str = "") -> int:
    """How many companies can see something now, or this item of it."""
    return len({one.site.operator_id for one in recipients if one.is_open and (not item or item in one.current.items)})


def _recipients(person: Person, site: Site, looks: int) -> list[Recipient]:
    with site_scope(site.id):
        provisions = list(Provision.objects.filter(person=person).select_related("receipt").order_by("-first_at"))
        member = people.member_of(person)
        by_way: dict[tuple[str, bool, str], list[Provision]] = {}
        for one in sorted(
            provisions, key=lambda one: (one.topic != WHOLE, one.route, one.purpose != PROVISION_PURPOSE)
        ):
            by_way.setdefault((one.route, one.topic != WHOLE, one.purpose), []).append(one)
        return [Recipient(site, member, rows, *_looks(rows[0], looks)) for rows in by_way.values()]


def _looks(provision: Provision, most: int) -> tuple[list[LookUp], int]:
    """The latest look-ups at what was provided in this way, and how many there were."""
    if provision.route != BY_CONSENT:
        return [], 0
    seen = _seen(provision)
    return list(LookUp.objects.filter(seen__in=seen).order_by("-made_at")[:most]), seen.count()


def was_exported(provision: Provision) -> bool:
    """Whether the operator's staff took this member along in a file since it was provided."""
    return _seen_since(provision).filter(look_up__act=Act.EXPORT).exists()


def was_seen(provision: Provision) -> bool:
    """Whether the operator's staff saw it in any way since it was provided."""
    return _seen_since(provision).exists()


def _seen_since(provision: Provision) -> QuerySet[LookedUp]:
    return _seen(provision).filter(look_up__made_at__gte=provision.first_at)


def _seen(provision: Provision) -> QuerySet[LookedUp]:
    """Looks at this member under this purpose: at answers, or at what is provided with the membership."""
    of_answers = provision.topic != WHOLE
    looks = LookedUp.objects.filter(member=provision.member_id, look_up__of_answers=of_answers)
    return looks.filter(look_up__purpose=provision.purpose)


def received() -> QuerySet[Provision]:
    """What the operator of the open scope received, newest first, with the consent it rests on."""
    return Provision.objects.select_related("receipt").order_by("-first_at")


def user_ids(provisions: Iterable[Provision]) -> dict[UUID, str]:
    """The user IDs that are provided now, of the members whom these provisions are about, by member."""
    members = {one.member_id for one in provisions}
    return dict(ProvidedProfile.objects.filter(member__in=members).values_list("member_id", "user_id"))


def operator_tasks() -> QuerySet[OperatorTask]:
    """What the operator of the open scope must do: what is open first, the most urgent on top."""
    return OperatorTask.objects.order_by(F("done_at").desc(nulls_first=True), "due_on", "id")


def overdue_tasks() -> list[OperatorTask]:
    """What operators should have done by now, in the open scope or across sites; the latest first."""
    late = OperatorTask.objects.filter(done_at=None, due_on__lt=timezone.localdate(clock.now()))
    return list(late.select_related("site__operator").order_by("due_on", "id"))
