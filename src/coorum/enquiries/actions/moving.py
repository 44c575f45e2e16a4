"""One step of a case: the row is locked, the rules are asked, the step is written down."""

from datetime import date
from typing import Any
from uuid import UUID

from coorum.accounts import queries as people
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import GUEST, Event, Party, publish
from coorum.base.scope import PROVIDER
from coorum.enquiries import rules
from coorum.enquiries.events import CARE_MEANT, CASE_MOVED, CASE_READ
from coorum.enquiries.kinds import State, Step
from coorum.enquiries.models import Enquiry, EnquiryStep


def locked(enquiry_id: UUID) -> Enquiry:
    """The case, held until the transaction ends. DoesNotExist where there is none."""
    rows = Enquiry.objects.select_for_update(of=("self",)).select_related("person", "community", "linked_to")
    return rows.get(id=enquiry_id)


@action
def move(
    enquiry_id: UUID, step: Step, *, actor: Party, why: str = "", due_on: date | None = None, is_alone: bool = False
) -> Enquiry:
    """Take one step. Raises `Refused("not_now")` where it leads nowhere from here."""
    enquiry = locked(enquiry_id)
    before = State(enquiry.state)
    enquiry.state = rules.next_state(before, step)
    enquiry.due_on = due_on or enquiry.due_on
    enquiry.save(update_fields=["state", "due_on"])
    EnquiryStep.objects.create(
        enquiry=enquiry,
        step=step,
        before=before,
        after=enquiry.state,
        actor=actor.kind,
        actor_id=actor.id,
        is_alone=is_alone,
        why=why,
        made_at=clock.now(),
    )
    tell(CASE_MOVED, enquiry, actor=actor, payload={"step": step, "state": enquiry.state}, reason=why)
    return enquiry


@action
def read_case(officer: Party, *, enquiry: Enquiry) -> None:
    """An officer opens a case, and sees what is in it: that is written down."""
    tell(CASE_READ, enquiry, actor=officer, payload={"state": enquiry.state})


def tell(event: Event, enquiry: Enquiry, *, actor: Party, payload: dict[str, Any], reason: str = "") -> None:
    """An event about this case, on the provider's chain."""
    publish(
        event,
        actor=actor,
        subject=writer(enquiry),
        toward=Party("enquiry", enquiry.id, enquiry.id.hex),
        payload={"kind": enquiry.kind, "channel": enquiry.channel, **payload},
        reason=reason,
        chain=PROVIDER,
    )


def tell_meant(enquiry: Enquiry, kinds: list[str], **more: str) -> None:
    """The consent is kept in the evidence: who, when, for which kinds; not a word of what was written."""
    if kinds:
        tell(CARE_MEANT, enquiry, actor=writer(enquiry), payload={"kinds": kinds, **more})


def writer(enquiry: Enquiry) -> Party:
    """Who wrote, for the evidence. A mail's sender is nobody we know, whatever it says."""
    return people.person_party(enquiry.person) if enquiry.person else GUEST
