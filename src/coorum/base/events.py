"""What happened, told to whom it concerns, and proved.

`publish` calls listeners at once, in the same transaction. Evidence is gathered and appended as the last statement of
the outermost unit of work: *legal* events to the hash chain of the site (or of the provider), *access* events to the
stream that is sealed within a second, *none* nowhere. Payloads may hold personal data: they live in erasable rows; the
chain holds a salted commitment only (docs/evidence.md).
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from uuid import UUID

from coorum.base import scope
from coorum.base.ids import new_id
from coorum.base.ledger import entries as ledger


class Evidence(Enum):
    """What an event leaves behind."""

    LEGAL = "legal"
    ACCESS = "access"
    NONE = "none"


@dataclass(frozen=True)
class Event:
    """A kind of happening: `room.noun.past`, a sentence for docs/events.md, and the evidence it leaves."""

    name: str
    meaning: str
    evidence: Evidence = Evidence.NONE


@dataclass(frozen=True)
class Party:
    """Somebody or something an event is about. `ref` is the random reference the ledger knows them by."""

    kind: str
    id: UUID | None = None
    ref: str | None = None


SYSTEM = Party("system")
GUEST = Party("guest")


@dataclass(frozen=True)
class Envelope:
    """One happening, as listeners and the ledger see it."""

    event: Event
    actor: Party
    subject: Party | None
    toward: Party | None
    reason: str
    payload: dict[str, Any]
    chain: UUID
    key: UUID = field(default_factory=new_id)


Listener = Callable[[Envelope], None]
_kinds: dict[str, Event] = {}
_listeners: dict[str, list[Listener]] = defaultdict(list)


def declare(name: str, meaning: str, evidence: Evidence = Evidence.NONE) -> Event:
    """Name a kind of event, once; docs/events.md is generated from these."""
    if name in _kinds:
        raise ValueError(f"event {name} is declared twice")
    _kinds[name] = event = Event(name, meaning, evidence)
    return event


def declared() -> list[Event]:
    """Every kind of event of the house, by name."""
    return sorted(_kinds.values(), key=lambda event: event.name)


def listen(event: Event, listener: Listener) -> None:
    """Call `listener(envelope)` in the transaction of every such event. Listeners belong to rooms upstairs."""
    _listeners[event.name].append(listener)


def publish(
    event: Event,
    *,
    actor: Party,
    subject: Party | None = None,
    toward: Party | None = None,
    reason: str = "",
    payload: dict[str, Any] | None = None,
    chain: UUID | None = None,
    key: UUID | None = None,
) -> Envelope:
    """Tell the house, and gather the evidence. `chain` is the open scope's unless given; `key` makes a replay harmless.

    Raises `OutsideScope` where no unit of work is open.
    """
    here = scope.current()
    envelope = Envelope(event, actor, subject, toward, reason, payload or {}, chain or here.site_id, key or new_id())
    if event.evidence is not Evidence.NONE:
        _gather(here.unit, envelope)
    for listener in _listeners[event.name]:
        listener(envelope)
    return envelope


def _gather(unit: scope.Unit, envelope: Envelope) -> None:
    if not unit.evidence:
        unit.last_words.append(lambda: _append(unit))
    unit.evidence.append(envelope)


def _append(unit: scope.Unit) -> None:
    gathered: list[Envelope] = [item for item in unit.evidence if isinstance(item, Envelope)]
    unit.evidence.clear()
    ledger.append([_draft(envelope) for envelope in gathered if envelope.event.evidence is Evidence.LEGAL])
    ledger.note([_draft(envelope) for envelope in gathered if envelope.event.evidence is Evidence.ACCESS])


def _draft(envelope: Envelope) -> ledger.Draft:
    parties = {"actor_ref": envelope.actor, "toward": envelope.toward}
    refs = {name: party.ref for name, party in parties.items() if party and party.ref}
    payload = {**envelope.payload, "reason": envelope.reason} if envelope.reason else envelope.payload
    return ledger.Draft(
        site=envelope.chain,
        kind=envelope.event.name,
        actor=envelope.actor.kind,
        subject=envelope.subject.ref if envelope.subject else None,
        refs=refs,
        payload=payload or None,
        key=envelope.key,
    )


EVERY_SITE_ENTERED = declare(
    "base.every_site.entered", "Somebody read across sites, for the stated reason.", Evidence.ACCESS
)
