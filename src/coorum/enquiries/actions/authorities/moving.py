"""One step of an inquiry: the row is locked, the rules are asked, the step is written down."""

from typing import Any

from coorum.base import clock
from coorum.base.events import Event, Party, publish
from coorum.base.scope import PROVIDER
from coorum.enquiries.authorities import rules
from coorum.enquiries.authorities.events import INQUIRY_MOVED
from coorum.enquiries.authorities.kinds import Phase, Step
from coorum.enquiries.models import Inquiry, InquiryStep


def locked(inquiry: Inquiry) -> Inquiry:
    """The inquiry, held until the transaction ends."""
    return Inquiry.objects.select_for_update(of=("self",)).select_related("person", "community").get(id=inquiry.id)


def moved(officer: Party, inquiry: Inquiry, step: Step, *, why: str = "", is_alone: bool = False) -> InquiryStep:
    """Write a step down. Raises `Refused("not_now")`."""
    inquiry = locked(inquiry)
    before = Phase(inquiry.phase)
    inquiry.phase = rules.next_phase(before, step)
    inquiry.save(update_fields=["phase"])
    row = InquiryStep.objects.create(
        inquiry=inquiry,
        step=step,
        before=before,
        after=inquiry.phase,
        actor=officer.kind,
        actor_id=officer.id,
        is_alone=is_alone,
        why=why,
        made_at=clock.now(),
    )
    tell(INQUIRY_MOVED, inquiry, actor=officer, payload={"step": step, "phase": inquiry.phase})
    return row


def tell(event: Event, inquiry: Inquiry, *, actor: Party, payload: dict[str, Any]) -> None:
    """An event about this inquiry, on the provider's chain. Whom it concerns is not in it."""
    subject = Party("inquiry", inquiry.id, inquiry.id.hex)
    publish(event, actor=actor, subject=subject, payload={"document": inquiry.document, **payload}, chain=PROVIDER)
