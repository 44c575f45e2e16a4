"""Telling an address of the operator's of changes, changing its secret, and stopping."""

from collections.abc import Iterable
from uuid import uuid5

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as people
from coorum.accounts.actions.announcing import write_to
from coorum.accounts.queries import Viewer
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Event, Party, publish
from coorum.integrations import changes, events, tasks
from coorum.integrations.kinds import OVERLAP
from coorum.integrations.rules import clean_name, ensure_may_manage
from coorum.integrations.webhooks import messages, queries, rules
from coorum.integrations.webhooks.caller import as_party
from coorum.integrations.webhooks.kinds import MOST_ENDPOINTS, REMEMBERED, SOON, Reason, State
from coorum.integrations.webhooks.models import Delivery, Endpoint, EndpointSecret, Stop
from coorum.sites import queries as sites


@action
def add_endpoint(staff: Viewer, *, name: str, address: str, types: Iterable[str]) -> tuple[Endpoint, str]:
    """An endpoint that is told of what changes from now on, and its secret, which is told this once.

    Raises `Refused`: `not_owner`, `name`, `name_taken`, `address`, `port`, `own_address`, `types`, `too_many`.
    """
    ensure_may_manage(staff)
    if Endpoint.objects.count() >= MOST_ENDPOINTS:
        raise Refused("too_many", _("There are %(most)s endpoints already. Remove one first."), most=MOST_ENDPOINTS)
    endpoint = Endpoint.new(**_given(name, address, types), made_by=staff.person.id, made_at=clock.now())
    endpoint.place = changes.here()
    _save(endpoint)
    secret = _draw(endpoint)
    _is_other(endpoint)
    _tell(events.ENDPOINT_ADDED, staff.party, endpoint, address=endpoint.address, types=endpoint.types)
    return endpoint, secret


@action
def change_endpoint(staff: Viewer, endpoint: Endpoint, *, name: str, address: str, types: Iterable[str]) -> None:
    """Call it something else, have it told elsewhere, or of something else. Raises as `add_endpoint` does."""
    ensure_may_manage(staff)
    given = _given(name, address, types)
    for field, value in given.items():
        setattr(endpoint, field, value)
    _save(endpoint, update_fields=list(given))
    _is_other(endpoint)
    _tell(events.ENDPOINT_CHANGED, staff.party, endpoint, address=endpoint.address, types=endpoint.types)


@action
def roll_secret(staff: Viewer, endpoint: Endpoint, *, at_once: bool = False) -> str:
    """A new secret, told this once. The one of before signs beside it for a day, or no longer (`at_once`: it got out)."""
    ensure_may_manage(staff)
    now = clock.now()
    ends_at = now if at_once else now + OVERLAP
    endpoint.secrets.filter(ends_at=None).update(ends_at=ends_at)
    endpoint.secrets.filter(ends_at__gt=ends_at).update(ends_at=ends_at)
    secret = _draw(endpoint)
    _tell(events.ENDPOINT_SECRET_ROLLED, staff.party, endpoint, at_once=at_once)
    return secret


@action
def pause(staff: Viewer, endpoint: Endpoint) -> None:
    """Send nothing until somebody says so; what happens meanwhile is kept for as long as the feed."""
    ensure_may_manage(staff)
    stop(endpoint, Reason.PAUSED, actor=staff.party)


@action
def resume(staff: Viewer, endpoint: Endpoint) -> None:
    """Go on where it stopped. From now on whoever did this answers for the endpoint."""
    ensure_may_manage(staff)
    Stop.objects.filter(endpoint=endpoint).delete()
    Endpoint.objects.filter(id=endpoint.id).update(
        made_by=staff.person.id, failures=0, failing_since=None, waits_until=None
    )
    Delivery.objects.filter(endpoint=endpoint, state=State.WAITING).update(due_at=clock.now(), failures=0)
    _is_other(endpoint)
    _tell(events.ENDPOINT_RESUMED, staff.party, endpoint)
    tasks.send_changes.later(str(endpoint.id))


@action
def remove_endpoint(staff: Viewer, endpoint: Endpoint) -> None:
    """Forget it, with what waits."""
    ensure_may_manage(staff)
    _tell(events.ENDPOINT_REMOVED, staff.party, endpoint, address=endpoint.address)
    endpoint.delete()


@action
def stop(endpoint: Endpoint, reason: Reason, *, actor: Party = SYSTEM) -> None:
    """Send nothing there any more. Where no owner did it, they are told by letter."""
    facts = {"reason": reason, "stopped_by": actor.id, "stopped_at": clock.now()}
    row, is_new = Stop.objects.get_or_create(endpoint=endpoint, defaults=facts)
    if not is_new:
        return
    _tell(events.ENDPOINT_STOPPED, actor, endpoint, why=reason)
    if reason in {Reason.FAILED, Reason.GONE, Reason.ORPHAN}:
        _tell_owners(endpoint, row)


@action
def stop_all() -> None:
    """The operator's contract ended: nothing is sent any more, nor kept to be sent."""
    for endpoint in queries.endpoints():
        stop(endpoint, Reason.ENDED)
    Delivery.objects.all().delete()


def _tell_owners(endpoint: Endpoint, row: Stop) -> None:
    site = sites.current_site()
    page = f"{sites.origin_of(site)}/console/webhooks/{endpoint.id}/"
    context = {"site": site.name, "name": endpoint.name, "reason": row.reason, "address": page}
    for role in people.staff().filter(role=Role.OWNER):
        write_to(role.person, kind="webhook_stopped", context=context, key=uuid5(row.id, role.person_id.hex))


def _given(name: str, address: str, types: Iterable[str]) -> dict[str, object]:
    clean = rules.clean_address(address)
    if sites.place_at(rules.host_of(clean)) is not None:
        raise Refused(
            "own_address", _("This is an address of a community. Give one of your own systems."), field="address"
        )
    return {"name": clean_name(name), "address": clean, "types": rules.clean_types(types)}


def _is_other(endpoint: Endpoint) -> None:
    """Other processes do not know for a while: whatever happens meanwhile is looked for then."""
    queries.forget_listeners()
    tasks.send_changes.after(REMEMBERED + SOON, str(endpoint.id))


def _draw(endpoint: Endpoint) -> str:
    secret = messages.draw()
    EndpointSecret.new(endpoint=endpoint, secret=secret, ends_in=secret[-5:-1], made_at=clock.now()).save()
    return secret


def _save(endpoint: Endpoint, **more: list[str]) -> None:
    try:
        with transaction.atomic():
            endpoint.save(**more)
    except IntegrityError as taken:
        raise Refused("name_taken", _("Another endpoint has this name already."), field="name") from taken


def _tell(event: Event, actor: Party, endpoint: Endpoint, **payload: object) -> None:
    publish(event, actor=actor, toward=as_party(endpoint.id), payload={"name": endpoint.name, **payload})
