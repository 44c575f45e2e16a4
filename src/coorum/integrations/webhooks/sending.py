"""Sending what changed, in order, at least once, and to nobody who may not have it any more.

An endpoint is a reader of the change feed. What it is to be told becomes a delivery as it reads on, in one transaction with
its place; each delivery is one task: ask, write down what came of it, defer the next. Whoever sends holds the endpoint
(`holder`), so that two workers do not send the same, or past one another. A worker that dies between the answer and the record
is replaced, and sends again under the same id.

While an endpoint fails it is knocked at with one delivery at a time, ever less often; what changes meanwhile waits in the feed.
"""

from datetime import datetime
from uuid import UUID

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.ids import new_id
from coorum.base.scope import current_site_id
from coorum.integrations import changes, tasks
from coorum.integrations.changes import Lost
from coorum.integrations.kinds import DELETED, TOLD_TO
from coorum.integrations.webhooks import queries, rules
from coorum.integrations.webhooks.asking import Outcome, asked
from coorum.integrations.webhooks.caller import receiver
from coorum.integrations.webhooks.kinds import HELD, LOST, SOON, Miss, Reason, State
from coorum.integrations.webhooks.models import Delivery, Endpoint
from coorum.integrations.webhooks.setting_up import stop
from coorum.provision import actions as provision
from coorum.sites import queries as sites

#: How many changes are read at once, while fewer deliveries than that wait.
AT_ONCE = 100


def wake(type_: str) -> None:
    """Something happened: whoever is to be told of it is told after the commit."""
    for endpoint_id in queries.listeners_of(type_):
        tasks.send_changes.later(str(endpoint_id))


def wake_all() -> None:
    """Look after every endpoint, in case a task was lost."""
    for endpoint_id in queries.going().values_list("id", flat=True):
        tasks.send_changes.later(str(endpoint_id))


def forget(member_id: UUID) -> None:
    """Take away whatever an endpoint was told of a member, or would be, but that they are gone."""
    Delivery.objects.filter(subject="member", subject_id=member_id).exclude(what=DELETED).delete()


@action
def begin(endpoint_id: UUID) -> None:
    """Send what is due, unless somebody else does: then they are told that there is more."""
    endpoint, now = _locked(endpoint_id), clock.now()
    if endpoint is None or (endpoint.waits_until and endpoint.waits_until > now):
        return
    if endpoint.held_until and endpoint.held_until > now:
        if not endpoint.again:
            _set(endpoint, again=True)
            tasks.send_changes.after(endpoint.held_until - now, str(endpoint_id))
        return
    endpoint.holder = new_id()
    _go_on(endpoint)


def send(endpoint_id: UUID, delivery_id: UUID, holder: UUID) -> None:
    """Ask once, and write down what came of it; not where another holds the endpoint, or it was stopped meanwhile."""
    mine = queries.deliveries().filter(id=delivery_id, endpoint=endpoint_id, endpoint__holder=holder)
    delivery = mine.filter(endpoint__stops=None).first()
    if delivery is None:
        _pass_on(endpoint_id, holder)
    else:
        _note(endpoint_id, delivery_id, holder, asked(delivery))


@action
def _pass_on(endpoint_id: UUID, holder: UUID) -> None:
    endpoint = _locked(endpoint_id)
    if endpoint is not None and endpoint.holder == holder:
        _go_on(endpoint)


@action
def _note(endpoint_id: UUID, delivery_id: UUID, holder: UUID, outcome: Outcome | None) -> None:
    endpoint = _locked(endpoint_id)
    if endpoint is None or endpoint.holder != holder:
        return
    delivery = Delivery.objects.select_for_update().filter(id=delivery_id).first()
    if delivery is None or outcome is None:  # somebody withdrew meanwhile
        Delivery.objects.filter(id=delivery_id).delete()
        _go_on(endpoint)
    elif outcome.is_well:
        _set(delivery, state=State.DELIVERED, due_at=None, failures=0, **outcome.facts)
        _set(endpoint, failures=0, failing_since=None, waits_until=None)
        _go_on(endpoint)
    elif outcome.miss == Miss.BUSY:  # nobody was asked
        _set(delivery, due_at=clock.now() + SOON)
        _let_go(endpoint)
    else:
        _fail(endpoint, delivery, outcome)


def _fail(endpoint: Endpoint, delivery: Delivery, outcome: Outcome) -> None:
    now = clock.now()
    wait = rules.delay_after(delivery.failures + 1)
    state = State.WAITING if wait else State.FAILED
    due = {"state": state, "due_at": now + wait if wait else None, "failures": delivery.failures + 1}
    _set(delivery, **due, **outcome.facts)
    wait = rules.delay_after(endpoint.failures + 1)
    _set(
        endpoint,
        failures=endpoint.failures + 1,
        failing_since=endpoint.failing_since or now,
        waits_until=now + wait if wait else None,
    )
    if is_over := outcome.is_gone or wait is None:
        stop(endpoint, Reason.GONE if outcome.is_gone else Reason.FAILED)
    _let_go(endpoint, looks_again=not is_over)


def _go_on(endpoint: Endpoint) -> None:
    """Defer the next delivery that is due, or let go of the endpoint."""
    delivery = _next(endpoint) if (may_send := _may_send(endpoint)) else None
    if delivery is None:
        _let_go(endpoint, looks_again=may_send)
        return
    _set(endpoint, holder=endpoint.holder, held_until=clock.now() + HELD)
    tasks.send_one.later(str(endpoint.id), str(delivery.id), str(endpoint.holder))


def _may_send(endpoint: Endpoint) -> bool:
    """Whether anything goes there: not where it was stopped, the community rests or is over, or nobody answers for it."""
    if queries.stop_of(endpoint):
        return False
    site = sites.current_site()
    if site.is_suspended or (site.is_ending and site.ending.ends_at <= clock.now()):
        return False
    if queries.is_orphan(endpoint):
        stop(endpoint, Reason.ORPHAN)
        return False
    return True


def _next(endpoint: Endpoint) -> Delivery | None:
    """The next delivery that is due and may go out. What may not is taken away."""
    _read_on(endpoint)
    due = Delivery.objects.filter(endpoint=endpoint, due_at__lte=clock.now()).order_by("due_at", "id")
    while (delivery := due.first()) is not None:
        if delivery.failures or _is_agreed(endpoint, delivery):
            return delivery
        delivery.delete()
    return None


def _is_agreed(endpoint: Endpoint, delivery: Delivery) -> bool:
    """Whether the operator may be told: of a member only who agrees now, and it goes on their record. That somebody is gone is
    told always.
    """
    if delivery.subject != "member" or delivery.what == DELETED:
        return True
    return bool(provision.tell_some(receiver(endpoint), ids=[delivery.subject_id]))


def _read_on(endpoint: Endpoint) -> None:
    """Turn what changed into deliveries, as far as it is complete, unless many wait already."""
    more = True
    while more and Delivery.objects.filter(endpoint=endpoint, state=State.WAITING).count() < AT_ONCE:
        try:
            rows, place, more = changes.after(endpoint.place, subjects=TOLD_TO, most=AT_ONCE)
        except Lost:
            rows, place, more = [_lost(endpoint)], changes.here(), False
        wanted = {*endpoint.types, ".".join(LOST)}
        Delivery.objects.bulk_create(
            _delivery(endpoint, row) for row in rows if f"{row['subject']}.{row['what']}" in wanted
        )
        endpoint.place = place
        endpoint.save(update_fields=["server", "transaction", "change", "read_at"])


def _lost(endpoint: Endpoint) -> dict[str, object]:
    """The place is not kept any more: whoever keeps a copy is told to fetch everything anew."""
    subject, what = LOST
    return {"id": new_id(), "subject": subject, "subject_id": endpoint.id, "what": what, "happened_at": clock.now()}


def _delivery(endpoint: Endpoint, row: dict[str, object]) -> Delivery:
    told = {name: row[name] for name in ("subject", "subject_id", "what", "happened_at")}
    now = clock.now()
    return Delivery.new(endpoint=endpoint, change=row["id"], made_at=now, due_at=now, **told)


def _let_go(endpoint: Endpoint, *, looks_again: bool = True) -> None:
    """Nobody sends any more. What is due later, or came meanwhile, is looked after then."""
    again, at = endpoint.again or changes.is_more(endpoint.place), _due_next(endpoint)
    _set(endpoint, holder=None, held_until=None, again=False)
    if looks_again and (at or again):
        soon = clock.now() + SOON
        _look_again(endpoint, max(at, soon) if at else soon)


def _look_again(endpoint: Endpoint, at: datetime) -> None:
    """At this moment, unless somebody looks before it anyway."""
    now = clock.now()
    if endpoint.looks_at is None or not now < endpoint.looks_at <= at:
        _set(endpoint, looks_at=at)
        tasks.send_changes.after(at - now, str(endpoint.id))


def _due_next(endpoint: Endpoint) -> datetime | None:
    waiting = Delivery.objects.filter(endpoint=endpoint).exclude(due_at=None).order_by("due_at")
    first = waiting.values_list("due_at", flat=True).first()
    return max(first, endpoint.waits_until or first) if first else None


def _locked(endpoint_id: UUID) -> Endpoint | None:
    return Endpoint.objects.select_for_update().filter(id=endpoint_id, site=current_site_id()).first()


def _set(row: Endpoint | Delivery, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
