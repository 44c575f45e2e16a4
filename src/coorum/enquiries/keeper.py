"""What the enquiries room hands out about the person who asks."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max, Q, QuerySet

from coorum.base import clock
from coorum.base.letting_go import Kept, LetGo, years_after
from coorum.base.personal_data import Subject
from coorum.enquiries.authorities.kinds import MayTell
from coorum.enquiries.kinds import Direction
from coorum.enquiries.models import Enquiry, Inquiry, InquiryAnswer
from coorum.privacy import calendar


class Written:
    """Each enquiry with its messages, ours included. They belong to no site."""

    def export(self, subject: Subject) -> Iterable[Mapping[str, Any]]:
        """Those of the account, and those from its address without an account."""
        if subject.site_id is not None:
            return
        for one in enquiries_of(subject).prefetch_related("messages__attachments", "messages__held"):
            yield {
                "kind": one.get_kind_display(),
                "state": one.get_state_display(),
                "received_at": one.received_at,
                "subject": one.subject,
                "messages": [_message(message) for message in sorted(one.messages.all(), key=lambda row: row.at)],
            }

    def erase(self, subject: Subject) -> LetGo:
        """What was written and answered stays three years after the last step, as proof of the answer."""
        rows = enquiries_of(subject) if subject.site_id is None else Enquiry.objects.none()
        return _kept("enquiries.enquiries", rows, years=3)


class Inquiries:
    """What was given to an authority about the person, from the day on which they may be told."""

    def export(self, subject: Subject) -> Iterable[Mapping[str, Any]]:
        if subject.site_id is not None:
            return
        today = calendar.day_of(clock.now())
        may = Q(may_tell=MayTell.NOW) | Q(may_tell=MayTell.LATER, tell_from__lte=today)
        rows = InquiryAnswer.objects.filter(may, inquiry__person=subject.person_id).select_related(
            "inquiry", "proposal"
        )
        for one in rows.order_by("given_at"):
            yield {
                "recipient": one.inquiry.authority,
                "items": list(one.proposal.given),
                "route": one.proposal.get_ground_display(),
                "given_at": one.given_at,
            }

    def erase(self, subject: Subject) -> LetGo:
        """What was asked about them stays five years after the last step (obligations b-12); whether it exists may be secret."""
        rows = Inquiry.objects.filter(person=subject.person_id) if subject.site_id is None else Inquiry.objects.none()
        return _kept("enquiries.inquiries", rows, years=5)


def enquiries_of(subject: Subject) -> QuerySet[Enquiry]:
    """Those of the account, and those from its address without an account."""
    by_address = Q(address__iexact=subject.address) if subject.address else Q()
    return Enquiry.objects.filter(Q(person_id=subject.person_id) | by_address).order_by("received_at")


def _kept(rule: str, rows: QuerySet[Any], *, years: int) -> LetGo:
    count = rows.count()
    last = rows.aggregate(last=Max("steps__made_at"))["last"] or clock.now()
    return LetGo(kept=(Kept(rule, count, years_after(last, years)),)) if count else LetGo()


def _message(message: Any) -> dict[str, Any]:
    return {
        "from": "you" if message.direction == Direction.IN else "us",
        "at": message.at.isoformat(),
        "words": message.words,
        "files": [one.name for one in message.attachments.all()],
        "kept_apart": [part for held in message.held.all() for part in json.loads(held.content or "{}").values()],
    }
