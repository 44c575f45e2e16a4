"""Sending something once more, and sending something to see whether it arrives."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import publish
from coorum.base.ids import new_id
from coorum.base.pace import ensure_pace
from coorum.integrations import events, tasks
from coorum.integrations.rules import ensure_may_manage
from coorum.integrations.webhooks import queries
from coorum.integrations.webhooks.asking import asked
from coorum.integrations.webhooks.caller import as_party
from coorum.integrations.webhooks.kinds import TEST, TESTS_AN_HOUR, State
from coorum.integrations.webhooks.models import Delivery, Endpoint


def send_test(staff: Viewer, endpoint: Endpoint) -> Delivery:
    """Send an event about nothing, now, for somebody who waits; it is not tried again.

    Raises `Refused`: `not_owner`, `too_many`.
    """
    ensure_may_manage(staff)
    done = Delivery.objects.filter(endpoint=endpoint, subject=TEST[0])
    ensure_pace(done, moment="made_at", most=TESTS_AN_HOUR, sentence=_("Please wait %(minutes)s minutes."))
    (subject, what), now = TEST, clock.now()
    facts = {"subject": subject, "subject_id": endpoint.id, "what": what, "happened_at": now, "made_at": now}
    delivery = Delivery.new(endpoint=endpoint, change=new_id(), **facts)
    outcome = asked(delivery)
    if outcome is None:  # it names nobody, so nobody can have refused
        raise RuntimeError("a test event was refused")
    for name, value in outcome.facts.items():
        setattr(delivery, name, value)
    delivery.state = State.DELIVERED if outcome.is_well else State.FAILED
    return _keep(staff, endpoint, delivery)


@action
def _keep(staff: Viewer, endpoint: Endpoint, delivery: Delivery) -> Delivery:
    delivery.save()
    publish(events.TEST_SENT, actor=staff.party, toward=as_party(endpoint.id), payload={"status": delivery.status})
    return delivery


@action
def replay(staff: Viewer, delivery: Delivery) -> None:
    """Send it once more, under the same id. Raises `Refused`: `not_owner`, `is_test`, `stopped`."""
    ensure_may_manage(staff)
    if delivery.subject == TEST[0]:
        raise Refused("is_test", _("A test event is not sent again. Send another."))
    _due_again(staff, delivery.endpoint, Delivery.objects.filter(id=delivery.id))


@action
def replay_failed(staff: Viewer, endpoint: Endpoint) -> int:
    """Send once more whatever did not arrive. How many. Raises `Refused`: `not_owner`, `stopped`."""
    ensure_may_manage(staff)
    failed = Delivery.objects.filter(endpoint=endpoint, state=State.FAILED).exclude(subject=TEST[0])
    return _due_again(staff, endpoint, failed)


def _due_again(staff: Viewer, endpoint: Endpoint, rows: QuerySet[Delivery]) -> int:
    if queries.stop_of(endpoint):
        raise Refused("stopped", _("Nothing is sent there now. Let it go on first."))
    Endpoint.objects.filter(id=endpoint.id).update(waits_until=None)
    count = rows.update(state=State.WAITING, due_at=clock.now(), failures=0)
    publish(events.DELIVERIES_REPLAYED, actor=staff.party, toward=as_party(endpoint.id), payload={"count": count})
    tasks.send_changes.later(str(endpoint.id))
    return count
