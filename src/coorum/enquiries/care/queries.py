"""Every read about what is kept apart. None of them opens it: that is `actions.holding.look_into`."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from coorum.base import clock
from coorum.enquiries.care.kinds import GIVEN_BACK, PATIENCE
from coorum.enquiries.models import Attachment, Enquiry, Held, HeldLook, Message
from coorum.privacy import calendar


def waiting() -> QuerySet[Held]:
    """What waits for a decision, the nearest day first."""
    return _all().filter(content__isnull=False).order_by("due_on", "held_at", "id")


def late() -> QuerySet[Held]:
    """What should have been decided by now."""
    return waiting().filter(due_on__lt=calendar.day_of(clock.now()))


def pressing() -> QuerySet[Held]:
    """What an officer should decide about by today, or should have."""
    return waiting().filter(due_on__lte=calendar.day_of(clock.now()))


def decided(limit: int = 50) -> QuerySet[Held]:
    """What was decided, the newest decision first."""
    return _all().exclude(decision=None).order_by("-decision__made_at", "-id")[:limit]


def overdue(limit: datetime) -> QuerySet[Held]:
    """What nobody has decided about, though it came, or its writer was first asked, before `limit`."""
    return waiting().annotate(since=Coalesce("asked_at", "held_at")).filter(since__lt=limit)


def held_by_id(held_id: UUID) -> Held | None:
    return _all().filter(id=held_id).first()


def waiting_of(message: Message) -> list[Held]:
    """What of a message waits."""
    return list(waiting().filter(message=message))


def asked_of(message: Message) -> list[Held]:
    """What of a message waits for its writer, who was asked."""
    return list(waiting().filter(message=message).exclude(asked_at=None))


def questions_of(enquiry: Enquiry) -> list[Message]:
    """The messages of a case about which the writer was asked and has not decided."""
    return list(enquiry.messages.filter(held__in=waiting().exclude(asked_at=None)).distinct().order_by("at", "id"))


def all_of(message: Message) -> list[Held]:
    """Everything of a message that was ever kept apart."""
    return list(_all().filter(message=message).order_by("held_at", "id"))


def message_by_id(message_id: UUID) -> Message | None:
    return Message.objects.filter(id=message_id).select_related("enquiry__person").first()


def looks_of(held: Held) -> QuerySet[HeldLook]:
    return held.looks.order_by("made_at", "id")


def has_looked(held: Held, officer_id: UUID | None) -> bool:
    return any(look.officer_id == officer_id for look in held.looks.all())


def is_closed(attachment: Attachment) -> bool:
    """Whether a file is kept apart still, or was erased."""
    held = _all().filter(attachment=attachment).first()
    return held is not None and (
        held.content is not None or getattr(held, "decision", None) is None or held.decision.outcome not in GIVEN_BACK
    )


def erased_on(held: Held) -> datetime:
    """When it goes if nobody decides."""
    return (held.asked_at or held.held_at) + PATIENCE


def first_of(enquiry: Enquiry) -> UUID | None:
    """The message a case began with: its subject and the name in it are the case's."""
    return enquiry.messages.order_by("at", "id").values_list("id", flat=True).first()


def _all() -> QuerySet[Held]:
    related = ("message__enquiry__person", "attachment", "decision")
    return Held.objects.select_related(*related)
