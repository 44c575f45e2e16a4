"""An authority asks: it is registered, and called back before anything else."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party
from coorum.base.ids import new_id
from coorum.base.once import made_once
from coorum.enquiries.actions.authorities.moving import moved, tell
from coorum.enquiries.authorities import rules
from coorum.enquiries.authorities.events import INQUIRY_READ, INQUIRY_RECEIVED
from coorum.enquiries.authorities.kinds import Document, Item, Secrecy, Step
from coorum.enquiries.models import Enquiry, Inquiry, InquiryStep, InquiryVerification


@action
def register_inquiry(
    officer: Party,
    *,
    authority: str,
    document: Document,
    asked: Collection[Item],
    words: str,
    reference: str = "",
    secrecy: Secrecy = Secrecy.CONFIDENTIAL,
    person_id: UUID | None = None,
    enquiry: Enquiry | None = None,
    answer_by: date | None = None,
    received_at: datetime | None = None,
    key: UUID | None = None,
) -> Inquiry:
    """Register what an authority asks. What was asked stays as it is registered: nothing beyond it can be given.

    Raises `Refused`: `nothing_asked`, `unknown_person`, `in_future`.
    """
    at = received_at or clock.now()
    _ensure_complete(asked, person_id, at)
    inquiry = Inquiry(
        id=key or new_id(),
        authority=authority.strip(),
        reference=reference.strip(),
        document=document,
        secrecy=secrecy,
        asked=sorted(asked),
        words=words.strip(),
        person_id=person_id,
        enquiry=enquiry,
        answer_by=answer_by,
        received_at=at,
    )
    made = made_once(inquiry, "authority", "document")
    if made is inquiry:
        tell(INQUIRY_RECEIVED, inquiry, actor=officer, payload={"asked": inquiry.asked, "secrecy": secrecy})
    return made or inquiry


def _ensure_complete(asked: Collection[Item], person_id: UUID | None, at: datetime) -> None:
    if not asked:
        raise Refused("nothing_asked", _("Mark what is asked for."), field="asked")
    if person_id and not Person.objects.filter(id=person_id).exists():
        raise Refused("unknown_person", _("Nobody has this id: %(id)s"), field="person_id", id=str(person_id))
    if at > clock.now():
        raise Refused("in_future", _("This moment has not come yet."), field="received_at")


@action
def verify(
    officer: Party, *, inquiry: Inquiry, number: str, found_in: str, spoke_to: str, why: str = ""
) -> InquiryStep:
    """The authority was called back under a number found independently, and it is genuine.

    Raises `Refused`: `not_independent`, `not_now`.
    """
    rules.ensure_independent(number, found_in, spoke_to)
    step = moved(officer, inquiry, Step.VERIFY, why=why)
    facts = {"number": number.strip(), "found_in": found_in.strip(), "spoke_to": spoke_to.strip()}
    InquiryVerification.objects.create(step=step, made_at=step.made_at, **facts)
    return step


@action
def doubt(officer: Party, *, inquiry: Inquiry, why: str) -> InquiryStep:
    """It is not genuine: nothing is given, and the case ends."""
    if not why.strip():
        raise Refused("no_reason", _("Please write why."), field="why")
    return moved(officer, inquiry, Step.DOUBT, why=why)


@action
def ask_counsel(officer: Party, *, inquiry: Inquiry, why: str) -> InquiryStep:
    """Counsel was asked; what they said."""
    if not why.strip():
        raise Refused("no_reason", _("Please write what counsel said."), field="why")
    return moved(officer, inquiry, Step.COUNSEL, why=why)


@action
def close_inquiry(officer: Party, *, inquiry: Inquiry, why: str = "") -> InquiryStep:
    """Finish it. Whether the person is still to be told goes on being watched."""
    return moved(officer, inquiry, Step.CLOSE, why=why)


@action
def read_inquiry(officer: Party, *, inquiry: Inquiry) -> None:
    """An officer opens it: that is written down."""
    tell(INQUIRY_READ, inquiry, actor=officer, payload={})
