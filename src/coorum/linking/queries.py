"""Every read of the linking room."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from coorum.accounts.models import Person
from coorum.base.scope import site_scope
from coorum.consent.kinds import PolicyKind
from coorum.consent.queries import words_in_force
from coorum.linking.models import Link, Offering, Service
from coorum.sites.models import Site


@dataclass(frozen=True, slots=True)
class Choice:
    """A service as a site's staff see it: whether the site shows it, and where."""

    service: Service
    is_offered: bool


def services() -> QuerySet[Service]:
    """Every service of the deployment, by name."""
    return Service.objects.order_by("name", "slug")


def services_on() -> QuerySet[Service]:
    """Those that are switched on."""
    return services().filter(is_on=True)


def services_named() -> QuerySet[Service]:
    """Those that the policy must name: what is switched on, and what is about to be."""
    return services().filter(Q(is_on=True) | Q(is_announced=True))


def is_named(service: Service) -> bool:
    """Whether the provider's policy in force names the service, in every language in which it is published."""
    said = words_in_force(PolicyKind.PROVIDER_POLICY)
    return bool(said) and all(service.name in words for words in said.values())


def service_on(slug: str) -> Service | None:
    """The service with this slug, where it is switched on."""
    return Service.objects.filter(slug=slug, is_on=True).first()


def service_by_id(service_id: UUID) -> Service | None:
    return Service.objects.filter(id=service_id).first()


def offered_on(site: Site | None) -> list[Service]:
    """What the site shows, in its order; without a site, all that is switched on."""
    if site is None:
        return list(services_on())
    with site_scope(site.id):
        rows = Offering.objects.select_related("service").filter(service__is_on=True).order_by("position")
        return [row.service for row in rows]


def is_offered_on(service: Service, site: Site) -> bool:
    """Whether somebody may register for the site through this service."""
    return service in offered_on(site)


def choices() -> list[Choice]:
    """What the open scope's site can show: its own first, in their order."""
    offered = [row.service for row in Offering.objects.select_related("service").order_by("position")]
    shown = [Choice(one, is_offered=True) for one in offered if one.is_on]
    return [*shown, *(Choice(one, is_offered=False) for one in services_on() if one not in offered)]


def link_with(service: Service, subject: str) -> Link | None:
    """Whose account of that service this is, if anybody's."""
    return Link.objects.select_related("person").filter(service=service, subject=subject).first()


def links_of(person: Person) -> QuerySet[Link]:
    """The accounts linked with this person's, the oldest first."""
    return Link.objects.select_related("service").filter(person=person).order_by("linked_at")


def count_of_links(service: Service) -> int:
    """How many people are linked with this service."""
    return Link.objects.filter(service=service).count()
