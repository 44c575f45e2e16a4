"""One step of an erasure: the row is locked, the rules are asked, the step is written down."""

from typing import Any
from uuid import UUID

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import Event, Party, publish
from coorum.base.scope import PROVIDER
from coorum.privacy.erasure import queries, rules
from coorum.privacy.erasure.events import ERASURE_MOVED
from coorum.privacy.erasure.kinds import State, Step
from coorum.privacy.models import Erasure, ErasureStep

#: What stands in the row of the moment a step was taken.
_STAMPS = {Step.REST: "rested_at", Step.BEGIN: "begun_at", Step.FINISH: "erased_at", Step.PROVE: "proven_at"}


def locked(erasure_id: UUID) -> Erasure:
    """The erasure, held until the transaction ends. DoesNotExist where there is none."""
    rows = Erasure.objects.select_for_update(of=("self",)).select_related("person", "community__operator", "request")
    return rows.get(id=erasure_id)


@action
def move(erasure_id: UUID, step: Step, *, actor: Party, why: str = "", is_clean: bool = False) -> Erasure:
    """Take one step. Raises `Refused("not_now")` where it leads nowhere from here (obligations c-5)."""
    erasure = locked(erasure_id)
    before = State(erasure.state)
    erasure.state = rules.next_state(queries.standing_of(erasure, is_clean=is_clean), step)
    if step in _STAMPS:
        setattr(erasure, _STAMPS[step], clock.now())
    erasure.save()
    ErasureStep.objects.create(
        erasure=erasure,
        step=step,
        before=before,
        after=erasure.state,
        actor=actor.kind,
        actor_id=actor.id,
        why=why,
        made_at=clock.now(),
    )
    tell(ERASURE_MOVED, erasure, actor=actor, payload={"step": step, "state": erasure.state})
    return erasure


def tell(event: Event, erasure: Erasure, *, actor: Party, payload: dict[str, Any], key: UUID | None = None) -> None:
    """An event about this erasure, on the provider's chain. Who it is about is not said there: nothing is to be undone later."""
    actor = Party(actor.kind) if actor.kind == "person" else actor
    party = Party("erasure", erasure.id, erasure.id.hex)
    publish(event, actor=actor, subject=party, payload=payload, chain=PROVIDER, key=key)
