"""Every read about webhooks, in the open scope of a site."""

from datetime import datetime
from uuid import UUID

from django.core.cache import caches
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coorum.accounts.models import StaffRole
from coorum.base.scope import current_site_id
from coorum.integrations.webhooks.kinds import REMEMBERED, State
from coorum.integrations.webhooks.models import Delivery, Endpoint, EndpointSecret, Stop

#: How many deliveries a page shows.
SHOWN = 50


def endpoints() -> QuerySet[Endpoint]:
    """The endpoints of this site, by name; with `stopped` (why, or None), and how many deliveries wait or failed."""
    reason = Stop.objects.filter(endpoint=OuterRef("id")).values("reason")[:1]
    rows = Endpoint.objects.annotate(stopped=Subquery(reason))
    return rows.annotate(waiting=_many(State.WAITING), failed=_many(State.FAILED)).order_by("name")


def _many(state: State) -> Coalesce:
    rows = Delivery.objects.filter(endpoint=OuterRef("id"), state=state).order_by().values("endpoint")
    return Coalesce(Subquery(rows.annotate(many=Count("id")).values("many")), 0)


def stop_of(endpoint: Endpoint) -> Stop | None:
    """Why nothing is sent there, where that is so."""
    return Stop.objects.filter(endpoint=endpoint).first()


def is_orphan(endpoint: Endpoint) -> bool:
    """Whether whoever answered for it is no staff any more."""
    return not StaffRole.objects.filter(person=endpoint.made_by).exists()


def deliveries_of(endpoint: Endpoint) -> QuerySet[Delivery]:
    """What was sent there, or will be, the newest first."""
    return Delivery.objects.filter(endpoint=endpoint).order_by("-made_at", "-id")


def deliveries() -> QuerySet[Delivery]:
    """Every delivery of this site."""
    return Delivery.objects.select_related("endpoint")


def secrets_of(endpoint: Endpoint, *, at: datetime) -> QuerySet[EndpointSecret]:
    """What signs at this moment, the newest first."""
    rows = EndpointSecret.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), endpoint=endpoint)
    return rows.order_by("-made_at")


def listeners_of(type_: str) -> list[UUID]:
    """The endpoints that are told of this, and not stopped: as this process remembers them, for `REMEMBERED`, since it is asked
    with whatever happens. What it cannot know yet, a task looks after (setting_up.py).
    """
    local, name = caches["local"], _name()
    found = local.get(name)
    if found is None:
        found = list(going().values_list("id", "types"))
        local.set(name, found, REMEMBERED.total_seconds())
    return [id_ for id_, types in found if type_ in types]


def forget_listeners() -> None:
    """They are others now."""
    caches["local"].delete(_name())


def _name() -> str:
    return f"endpoints:{current_site_id()}"


def going() -> QuerySet[Endpoint]:
    """The endpoints that are not stopped."""
    return Endpoint.objects.filter(stops=None)
