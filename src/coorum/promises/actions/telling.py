"""Telling people by mail of a version that matters (N2 and above), and reminding those who are asked and said nothing.

Both are rounds (notices): one entry of evidence however many are told, and letters in batches.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from coorum.accounts.models import Member, Person
from coorum.base import clock, links
from coorum.base.actions import action
from coorum.base.events import SYSTEM
from coorum.base.every_site import every_site
from coorum.base.scope import PROVIDER, site_scope
from coorum.consent.kinds import ChangeClass
from coorum.consent.models import PolicyVersion, VersionAnswer
from coorum.notices.actions import begin_round
from coorum.notices.models import Mailing
from coorum.notices.rounds import Round, everybody, members_here, register
from coorum.promises.events import VERSION_TOLD
from coorum.sites import queries as sites

MATERIAL = (ChangeClass.N2, ChangeClass.N3, ChangeClass.C)
#: The letter, and the occasion on which everybody concerned gets it.
LETTER, ANNOUNCED = "version_announced", "announced"
#: When those who are asked and said nothing are told again.
REMINDERS = {"remind-7": timedelta(days=7), "remind-30": timedelta(days=30)}


def tell_people(version: PolicyVersion, occasion: str = ANNOUNCED) -> Mailing | None:
    """Begin to tell everybody concerned, inside an action; None where that was begun before."""
    with site_scope(version.community_id or PROVIDER):
        return begin_round(LETTER, about=version.id, occasion=occasion)


@action
def remind_silent() -> int:
    """Remind those who were asked 7 and 30 days ago and said nothing. Answers how many rounds were begun."""
    begun = 0
    for occasion, after in REMINDERS.items():
        told = Mailing.objects.filter(kind=LETTER, occasion=occasion).values("about")
        due = PolicyVersion.objects.filter(change_class=ChangeClass.C, announced_at__lte=clock.now() - after)
        for version in due.exclude(id__in=told):
            begun += tell_people(version, occasion) is not None
    return begun


def recipients(mailing: Mailing) -> QuerySet[Person]:
    """Whoever was there before it was announced; for a reminder, those among them who said nothing.

    An operator's members are asked for in its site's scope.
    """
    version = PolicyVersion.objects.get(id=mailing.about)
    people = everybody().filter(created_at__lt=version.announced_at)
    if version.community_id:
        joined = Member.objects.filter(joined_at__lt=version.announced_at).values("person")
        people = members_here().filter(created_at__lt=version.announced_at, id__in=joined)
    if mailing.occasion != ANNOUNCED:
        people = people.exclude(id__in=VersionAnswer.objects.filter(version=version).values("person"))
    return people


def context(mailing: Mailing, people: Sequence[Person]) -> dict[UUID, dict[str, Any]]:
    """What each of them reads: those who are asked, with the way to where they answer."""
    version, provider = PolicyVersion.objects.get(id=mailing.about), sites.provider()
    homes = _homes(people, version)
    facts = {
        "version": version,
        "asks": version.change_class == ChangeClass.C,
        "reminds": mailing.occasion != ANNOUNCED,
        "later": version.effective_at > version.announced_at,
        "provider": provider.legal_name if provider else "",
    }
    return {person.id: {**facts, "address": _address(version, homes.get(person.id))} for person in people}


def _homes(people: Sequence[Person], version: PolicyVersion) -> dict[UUID, str]:
    """For each person, the origin of a community of theirs: that is where they answer."""
    if version.change_class != ChangeClass.C:
        return {}
    places = {site.id: sites.origin_of(site) for site in sites.all_sites() if site.opened_at}
    if version.community_id:
        return {person.id: places.get(version.community_id, "") for person in people}
    with every_site(reason="where members answer about a new version, for the letter", actor=SYSTEM):
        rows = list(Member.objects.filter(person__in=people, has_left=False).values_list("person_id", "site_id"))
    return {person: places[site] for person, site in rows if site in places}


def _address(version: PolicyVersion, home: str | None) -> str:
    path = links.path_to("version", version.id) if home else "/announcements/"
    return f"{home or sites.provider_origin()}{path}"


register(Round(LETTER, VERSION_TOLD, "policy", recipients, context))
