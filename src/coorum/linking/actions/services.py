"""Setting a service up at the provider's desk, and showing it on a site."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party, publish
from coorum.base.scope import PROVIDER
from coorum.linking import queries, rules
from coorum.linking.events import OFFERINGS_CHANGED, SERVICE_ANNOUNCED, SERVICE_SET_UP, SERVICE_SWITCHED
from coorum.linking.models import Offering, Service
from coorum.linking.presets import preset
from coorum.sites.models import Site

_GIVEN = ("name", "client_id", "team_id", "key_id", "trusts_email", "company", "country")


@action
def set_up_service(officer: Party, *, kind: str, service: Service | None = None, **given: Any) -> Service:
    """Set a service up, switched off, or change one. `client_secret` left empty stays as it is.

    Raises `Refused`: `slug`, `issuer`, `half`, `service_taken` (the slug, or this client of that issuer, is there already),
    `not_named` (it is on, and the policy in force knows no such name).
    """
    ways, row = preset(kind), service or Service(kind=kind, made_at=clock.now())
    issuer = ways.issuer or given.get("issuer", "").strip()
    rules.ensure_slug(given["slug"])
    rules.ensure_issuer(issuer)
    secret = given.get("client_secret", "").strip() or (service.client_secret if service else "")
    rules.ensure_complete(ways, {**given, "client_secret": secret})
    row.slug, row.issuer, row.client_secret = given["slug"], issuer, secret
    for name in _GIVEN:
        setattr(row, name, given.get(name, getattr(row, name)))
    if row.is_on:
        _ensure_named(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused("service_taken", _("This service is set up already, or its short name is taken.")) from None
    told = {"service": row.slug, "issuer": row.issuer, "trusts_email": row.trusts_email, "country": row.country}
    publish(SERVICE_SET_UP, actor=officer, subject=_party(row), payload=told, chain=PROVIDER)
    return row


@action
def announce_service(officer: Party, *, service: Service, is_announced: bool) -> None:
    """From now on the policy's next version names it (registers, templates), so that it can be switched on; or not any more."""
    if service.is_announced != is_announced:
        service.is_announced = is_announced
        service.save(update_fields=["is_announced"])
        told = {"service": service.slug, "is_announced": is_announced}
        publish(SERVICE_ANNOUNCED, actor=officer, subject=_party(service), payload=told, chain=PROVIDER)


@action
def switch_service(officer: Party, *, service: Service, is_on: bool) -> None:
    """Let people come in through the service, or not any more. Links stay: they work again when it is switched on.

    Raises `Refused("not_named")` where the policy in force does not name it (P2.2).
    """
    if is_on:
        _ensure_named(service)
    if service.is_on != is_on:
        service.is_on = is_on
        service.save(update_fields=["is_on"])
        told = {"service": service.slug, "is_on": is_on}
        publish(SERVICE_SWITCHED, actor=officer, subject=_party(service), payload=told, chain=PROVIDER)


@action
def change_offerings(staff: Party, site: Site, *, services: Sequence[Service]) -> None:
    """Show these services on the site, in this order, and no others. The site's scope is open."""
    Offering.objects.all().delete()
    Offering.objects.bulk_create(Offering.new(service=one, position=n) for n, one in enumerate(services, 1))
    told = {"services": [one.slug for one in services]}
    publish(OFFERINGS_CHANGED, actor=staff, subject=Party("site", site.id, site.id.hex), payload=told)


def _ensure_named(service: Service) -> None:
    if not queries.is_named(service):
        raise Refused(
            "not_named",
            _(
                "The policy in force does not name %(name)s yet. Have the next version name it, and publish that first: "
                "nobody registers through a service of which the policy says nothing."
            ),
            field="name",
            name=service.name,
        )


def _party(service: Service) -> Party:
    return Party("service", UUID(str(service.id)), service.id.hex)
