"""Every read about the inquiries of authorities."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from coorum.base import clock
from coorum.enquiries.authorities import rules
from coorum.enquiries.authorities.kinds import ENDED, MayTell, Phase, Reply, Step
from coorum.enquiries.models import Inquiry, InquiryAnswer, InquiryProposal, InquiryStep, InquiryVerification
from coorum.privacy import calendar


@dataclass(frozen=True)
class Year:
    """What the public may know of a year: how many authorities asked, and what became of it. No names, no cases."""

    year: int
    asked: int
    given: int
    refused: int
    nothing: int
    binding: int


def inquiry_by_id(inquiry_id: UUID) -> Inquiry | None:
    return Inquiry.objects.select_related("person", "community", "enquiry").filter(id=inquiry_id).first()


def open_inquiries() -> QuerySet[Inquiry]:
    """What is not finished; what is due first on top."""
    return Inquiry.objects.exclude(phase__in=ENDED).order_by("answer_by", "received_at", "id")


def ended_inquiries(limit: int = 100) -> QuerySet[Inquiry]:
    return Inquiry.objects.filter(phase__in=ENDED).order_by("-received_at")[:limit]


def steps_of(inquiry: Inquiry) -> list[InquiryStep]:
    return list(inquiry.steps.select_related("verification", "proposal").order_by("made_at", "id"))


def verification_of(inquiry: Inquiry) -> InquiryVerification | None:
    """The call that found it genuine."""
    return InquiryVerification.objects.filter(step__inquiry=inquiry, step__step=Step.VERIFY).first()


def proposal_of(inquiry: Inquiry) -> InquiryProposal | None:
    """The newest proposal."""
    return inquiry.proposals.select_related("step").order_by("-made_at", "-step").first()


def answer_of(inquiry: Inquiry) -> InquiryAnswer | None:
    return InquiryAnswer.objects.filter(inquiry=inquiry).select_related("proposal").first()


def steps_can(inquiry: Inquiry, proposal: InquiryProposal | None, answer: InquiryAnswer | None) -> list[Step]:
    """What can be done now: of the steps that carry a proposal out only the one that was approved, and telling when it may be."""
    carrying = set(rules.CARRYING_OUT.values())
    approved = {rules.CARRYING_OUT[Reply(proposal.reply)]} if proposal else set()
    silent = set() if answer in to_tell() else {Step.TELL_PERSON}
    return [one for one in rules.steps_open(Phase(inquiry.phase)) if one not in (carrying - approved) | silent]


def to_tell() -> list[InquiryAnswer]:
    """Answers about which the person may be told by now, and was not."""
    may = Q(may_tell=MayTell.NOW) | Q(may_tell=MayTell.LATER, tell_from__lte=calendar.day_of(clock.now()))
    rows = InquiryAnswer.objects.filter(may, told_at=None).select_related("inquiry")
    return list(rows.order_by("tell_from", "given_at"))


def years(limit: int = 5) -> list[Year]:
    """The newest years first, this one included. Where nobody asked there is no year."""
    found: dict[int, Counter[str]] = {}
    rows = Inquiry.objects.exclude(phase=Phase.DOUBTED).prefetch_related("steps")
    for one in rows:
        counted = found.setdefault(calendar.day_of(one.received_at).year, Counter())
        counted.update(["asked", *{step.step for step in one.steps.all()}])
        counted["binding"] += one.document in ("warrant", "order", "court_order")
    return [_year(year, found[year]) for year in sorted(found, reverse=True)[:limit]]


def _year(year: int, counted: Counter[str]) -> Year:
    return Year(
        year=year,
        asked=counted["asked"],
        given=counted[Step.GIVE],
        refused=counted[Step.REFUSE],
        nothing=counted[Step.FIND_NOTHING],
        binding=counted["binding"],
    )
