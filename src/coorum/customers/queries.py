"""Every read of the customers room. All but the last few work in the open scope of a site."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from coorum.accounts.models import Person
from coorum.base.scope import site_scope
from coorum.customers.models import Change, Directory, Link, SharedSecret
from coorum.provision.queries import sites_that_reach
from coorum.sites import queries as sites
from coorum.sites.models import Site


@dataclass(frozen=True, slots=True)
class Tie:
    """A person's customer ID at the operator of one site, and what its website says has changed."""

    site: Site
    directory: Directory
    link: Link
    change: Change | None


def directory() -> Directory | None:
    """Where this site's operator keeps its customers, if it said so."""
    return Directory.objects.first()


def directory_of(site: Site | None) -> Directory | None:
    """The same for a site, where it is switched on; None for no site."""
    if site is None:
        return None
    with site_scope(site.id):
        return Directory.objects.filter(is_on=True).first()


def secrets() -> list[SharedSecret]:
    """What may sign payloads on this site, the oldest first."""
    return list(SharedSecret.objects.order_by("made_at", "id"))


def link_of(subject: str) -> Link | None:
    """Whose customer ID this is on this site, if anybody's."""
    return Link.objects.select_related("person", "member").filter(subject=subject).first()


def link_of_session(sid: str) -> Link | None:
    """Whose session at the operator's website this is, if one here began with it."""
    return Link.objects.select_related("person", "member").filter(visits__sid=sid).first()


def link_by_id(link_id: UUID) -> Link | None:
    """A link on this site."""
    return Link.objects.select_related("person", "member").filter(id=link_id).first()


def link_of_person(person: Person) -> Link | None:
    """This person's customer ID on this site."""
    return Link.objects.select_related("person", "member").filter(person=person).first()


def links() -> QuerySet[Link]:
    """Every link of this site, for counting."""
    return Link.objects.all()


def ties_of(person: Person) -> list[Tie]:
    """The person's customer IDs at every operator whose communities they belong to."""
    found = []
    for site_id in sites_that_reach(person):
        with site_scope(site_id):
            link = Link.objects.select_related("directory", "member").filter(person=person).first()
            if link is not None:
                found.append(Tie(sites.site_by_id(site_id), link.directory, link, link.changes.first()))
    return found


def directories_for(person: Person) -> list[tuple[Site, Directory]]:
    """Where the person could link a customer ID: communities they belong to, whose way in is on, without one of theirs."""
    found = []
    for site_id in sites_that_reach(person):
        with site_scope(site_id):
            one = Directory.objects.filter(is_on=True).first()
            if one is not None and not Link.objects.filter(person=person).exists():
                found.append((sites.site_by_id(site_id), one))
    return found
