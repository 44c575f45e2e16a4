"""One step of a case: the row is locked, the rules are asked, the step is written down."""

from typing import Any
from uuid import UUID

from coorum.accounts import queries as people
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import GUEST, Event, Party, publish
from coorum.base.scope import PROVIDER
from coorum.privacy import rules, search
from coorum.privacy.events import CASE_READ, REQUEST_MOVED
from coorum.privacy.kinds import Kind, State, Step
from coorum.privacy.models import RightsRequest, Transition


def locked(request_id: UUID) -> RightsRequest:
    """The case, held until the transaction ends. DoesNotExist where there is none."""
    return (
        RightsRequest.objects.select_for_update(of=("self",)).select_related("person", "community").get(id=request_id)
    )


@action
def move(request_id: UUID, step: Step, *, actor: Party, why: str = "") -> RightsRequest:
    """Take one step. Raises `Refused("not_now")` where it leads nowhere from here (obligations c-1)."""
    request = locked(request_id)
    before = State(request.state)
    request.state = rules.next_state(Kind(request.kind), before, step)
    request.save(update_fields=["state"])
    if request.state == State.WITHDRAWN:
        search.forget(request)
    _write_down(request, step, before, actor, why)
    tell(REQUEST_MOVED, request, actor=actor, payload={"step": step, "state": request.state}, reason=why)
    return request


@action
def note(officer: Party, *, request: RightsRequest, step: Step, why: str) -> RightsRequest:
    """Write down a complaint or a lawsuit: it may come at any time."""
    return move(request.id, step, actor=officer, why=why)


@action
def read_case(officer: Party, *, request: RightsRequest) -> None:
    """An officer opens a case, and sees what is in it: that is written down."""
    tell(CASE_READ, request, actor=officer, payload={"state": request.state})


def tell(event: Event, request: RightsRequest, *, actor: Party, payload: dict[str, Any], reason: str = "") -> None:
    """An event about this case, on the provider's chain."""
    publish(
        event,
        actor=actor,
        subject=asker(request),
        toward=Party("request", request.id, request.id.hex),
        payload={"kind": request.kind, **payload},
        reason=reason,
        chain=PROVIDER,
    )


def asker(request: RightsRequest) -> Party:
    """Who asked, for the evidence."""
    return people.person_party(request.person) if request.person else GUEST


def _write_down(request: RightsRequest, step: Step, before: State, actor: Party, why: str) -> None:
    Transition.objects.create(
        request=request,
        step=step,
        before=before,
        after=request.state,
        actor=actor.kind,
        actor_id=actor.id,
        why=why,
        made_at=clock.now(),
    )
