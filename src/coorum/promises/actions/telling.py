"""Telling people by mail of a version that matters (N2 and above), and reminding those who are asked and said nothing.

However many are told, it is one entry of evidence: the Merkle root over the references of all recipients, by their ids
(base/ledger/merkle.py). The letters follow in batches; a batch that is interrupted is done again, and nobody is told twice.
"""

from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Exists, OuterRef, QuerySet

from coorum.accounts.actions.announcing import write_to
from coorum.accounts.models import Departure, Member, Person
from coorum.base import clock, links
from coorum.base.actions import action
from coorum.base.events import SYSTEM, Party, publish
from coorum.base.every_site import every_site
from coorum.base.ledger.merkle import Frontier
from coorum.base.once import insert_once
from coorum.base.scope import PROVIDER, site_scope
from coorum.consent.kinds import ChangeClass
from coorum.consent.models import PolicyVersion, VersionAnswer
from coorum.promises.events import VERSION_TOLD
from coorum.promises.models import Mailing
from coorum.sites import queries as sites

BATCH = 500
MATERIAL = (ChangeClass.N2, ChangeClass.N3, ChangeClass.C)
#: When those who are asked and said nothing are told again.
REMINDERS = {"remind-7": timedelta(days=7), "remind-30": timedelta(days=30)}


def tell_people(version: PolicyVersion, occasion: str = "announced") -> Mailing | None:
    """Begin to tell everybody concerned, inside an action; None where that was begun before."""
    from coorum.promises.tasks import send_mailing

    tree = Frontier()
    for reference in recipients_of(version, occasion).values_list("ledger_ref", flat=True).iterator():
        tree.push(reference.encode())
    mailing = Mailing(
        version=version.id, occasion=occasion, root=tree.root().hex(), count=tree.size, started_at=clock.now()
    )
    if not insert_once(mailing):
        return None
    publish(
        VERSION_TOLD,
        actor=SYSTEM,
        chain=version.community_id or PROVIDER,
        subject=Party("policy", version.id, version.id.hex),
        payload={"occasion": occasion, "root": mailing.root, "recipients": mailing.count},
        key=mailing.id,
    )
    send_mailing.later(str(mailing.id))
    return mailing


@action
def send_batch(mailing_id: UUID | str) -> bool:
    """Write the next letters of a mailing. Answers whether there are more to write."""
    mailing = Mailing.objects.select_for_update().get(id=mailing_id)
    if mailing.finished_at is not None:
        return False
    version = PolicyVersion.objects.get(id=mailing.version)
    rows = recipients_of(version, mailing.occasion)
    people = list(rows.filter(id__gt=mailing.last)[:BATCH] if mailing.last else rows[:BATCH])
    homes = _homes(people, version)
    for person in people:
        key = uuid5(NAMESPACE_URL, f"coorum:mailing:{mailing.id}:{person.id}")
        write_to(person, kind="version_announced", context=_context(version, mailing, homes.get(person.id)), key=key)
    if people:
        mailing.last, mailing.sent = people[-1].id, mailing.sent + len(people)
    if len(people) < BATCH:
        mailing.finished_at = clock.now()
    mailing.save(update_fields=["last", "sent", "finished_at"])
    return mailing.finished_at is None


@action
def remind_silent() -> int:
    """Remind those who were asked 7 and 30 days ago and said nothing. Answers how many mailings were begun."""
    begun = 0
    for occasion, after in REMINDERS.items():
        told = Mailing.objects.filter(occasion=occasion).values("version")
        due = PolicyVersion.objects.filter(change_class=ChangeClass.C, announced_at__lte=clock.now() - after)
        for version in due.exclude(id__in=told):
            with site_scope(version.community_id or PROVIDER):
                begun += tell_people(version, occasion) is not None
    return begun


def recipients_of(version: PolicyVersion, occasion: str) -> QuerySet[Person]:
    """Whoever was there before it was announced; for a reminder, those among them who said nothing. By id.

    An operator's members are asked for in its site's scope.
    """
    people = Person.objects.filter(is_active=True, created_at__lt=version.announced_at)
    people = people.filter(emailaddress__primary=True, emailaddress__verified=True)
    if version.community_id:
        here = Member.objects.exclude(Exists(Departure.objects.filter(member=OuterRef("id"))))
        people = people.filter(id__in=here.filter(joined_at__lt=version.announced_at).values("person"))
    if occasion != "announced":
        people = people.exclude(id__in=VersionAnswer.objects.filter(version=version).values("person"))
    return people.order_by("id")


def _homes(people: list[Person], version: PolicyVersion) -> dict[UUID, str]:
    """For each person, the origin of a community of theirs: that is where they answer."""
    if version.change_class != ChangeClass.C:
        return {}
    places = {site.id: sites.origin_of(site) for site in sites.all_sites() if site.opened_at}
    if version.community_id:
        return {person.id: places.get(version.community_id, "") for person in people}
    with every_site(reason="where members answer about a new version, for the letter", actor=SYSTEM):
        rows = list(Member.objects.filter(person__in=people, has_left=False).values_list("person_id", "site_id"))
    return {person: places[site] for person, site in rows if site in places}


def _context(version: PolicyVersion, mailing: Mailing, home: str | None) -> dict[str, object]:
    provider = sites.provider()
    path = links.path_to("version", version.id) if home else "/announcements/"
    return {
        "version": version,
        "asks": version.change_class == ChangeClass.C,
        "reminds": mailing.occasion != "announced",
        "later": version.effective_at > version.announced_at,
        "address": f"{home or sites.provider_origin()}{path}",
        "provider": provider.legal_name if provider else "",
    }
