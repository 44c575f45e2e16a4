"""How long the enquiries room keeps what people wrote and what authorities asked (obligations b-12)."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from coorum.base import files
from coorum.base.retention import Period, Rule, Unit, Whose, dated, register
from coorum.base.scope import PROVIDER
from coorum.enquiries import attachments
from coorum.enquiries.actions.holding import expire
from coorum.enquiries.authorities.kinds import ENDED
from coorum.enquiries.care import queries as care
from coorum.enquiries.care.kinds import PATIENCE
from coorum.enquiries.kinds import State
from coorum.enquiries.models import (
    Arrival,
    Enquiry,
    EnquiryCode,
    EnquiryStep,
    HeldDecision,
    HeldLook,
    Inquiry,
    InquiryAnswer,
    InquiryProposal,
    InquiryStep,
    InquiryVerification,
    MailboxTrouble,
    MailProbe,
    Message,
)

THREE_YEARS = Period(3, Unit.YEARS)
FIVE_YEARS = Period(5, Unit.YEARS)


def _cases(limit: datetime) -> QuerySet[Enquiry]:
    """Finished cases whose last step was before the limit, and on which no inquiry rests."""
    recent = EnquiryStep.objects.filter(enquiry=OuterRef("id"), made_at__gte=limit)
    done = Enquiry.objects.filter(state__in=[State.CLOSED, State.LINKED, State.SPAM], received_at__lt=limit)
    of_it = {"held__message__enquiry": OuterRef("id"), "made_at__gte": limit}
    done = done.filter(~Exists(HeldLook.objects.filter(**of_it)), ~Exists(HeldDecision.objects.filter(**of_it)))
    return done.filter(~Exists(recent), ~Exists(Inquiry.objects.filter(enquiry=OuterRef("id"))))


def _inquiries(limit: datetime) -> QuerySet[Inquiry]:
    """Finished inquiries whose last step was before the limit."""
    recent = InquiryStep.objects.filter(inquiry=OuterRef("id"), made_at__gte=limit)
    return Inquiry.objects.filter(~Exists(recent), phase__in=ENDED, received_at__lt=limit)


def _drop_cases(rows: QuerySet[Any]) -> int:
    """The cases with their messages, and the sealed files of what came with them."""
    gone = list(rows.values_list("id", flat=True))
    attachments.drop(list(Message.objects.filter(enquiry__in=gone).values_list("id", flat=True)))
    Enquiry.objects.filter(id__in=gone).delete()
    return len(gone)


def _drop_inquiries(rows: QuerySet[Any]) -> int:
    """The inquiries with all that was done about them, and the sealed copies of what was given."""
    gone = list(rows.values_list("id", flat=True))
    answers = InquiryAnswer.objects.filter(inquiry__in=gone)
    for key in answers.exclude(file="").values_list("file", flat=True):
        files.delete(PROVIDER, key)
    answers.delete()
    InquiryProposal.objects.filter(inquiry__in=gone).delete()
    InquiryVerification.objects.filter(step__inquiry__in=gone).delete()
    InquiryStep.objects.filter(inquiry__in=gone).delete()
    Inquiry.objects.filter(id__in=gone).delete()
    return len(gone)


def _arrivals(limit: datetime) -> QuerySet[Arrival]:
    """Arrivals of mails whose case is gone."""
    return Arrival.objects.filter(taken_at__lt=limit, enquiry=None)


register(
    Rule(
        id="enquiries.cases",
        dataset="enquiries.enquiries",
        tables=[
            "enquiries.Enquiry",
            "enquiries.Message",
            "enquiries.Attachment",
            "enquiries.EnquiryStep",
            "enquiries.EnquiryAlarm",
            "enquiries.Rating",
            "enquiries.HeldLook",
            "enquiries.HeldDecision",
        ],
        what=_("Enquiries, their answers and what came with them"),
        since=_("the last step of a finished enquiry"),
        period=THREE_YEARS,
        sentences=["a14-p1-i12"],
        reason=_("So that it can be shown how somebody was answered."),
        overdue=_cases,
        let_go=_drop_cases,
        whose=Whose(person="person", address="address"),
    ),
    Rule(
        id="enquiries.care",
        dataset="enquiries.enquiries",
        tables=["enquiries.Held"],
        what=_("What calls for special care, or nobody has looked into, in mails"),
        since=_("the arrival, or the question to the writer"),
        period=Period(PATIENCE.days),
        reason=_("It came unasked: without the writer's consent or an officer's decision it is erased."),
        overdue=care.overdue,
        let_go=expire,
        whose=Whose(person="message__enquiry__person", address="message__enquiry__address"),
    ),
    Rule(
        id="enquiries.codes",
        dataset="enquiries.enquiries",
        tables=["enquiries.EnquiryCode"],
        what=_("Codes sent to writers without an account"),
        since=_("the sending"),
        period=Period(1),
        reason=_("They serve for half an hour; a day long their tries are counted."),
        overdue=dated(EnquiryCode, "sent_at"),
        whose=Whose(person="enquiry__person", address="enquiry__address"),
    ),
    Rule(
        id="enquiries.arrivals",
        dataset="enquiries.enquiries",
        tables=["enquiries.Arrival", "enquiries.Bounce"],
        what=_("Which mails arrived, and letters of ours that came back"),
        since=_("the arrival, once nothing else is left of it"),
        period=THREE_YEARS,
        reason=_("So that no mail is taken in twice, and it can be shown that none was passed over."),
        overdue=_arrivals,
        whose=Whose(address="bounce__address"),
    ),
    Rule(
        id="enquiries.mailbox",
        dataset="enquiries.enquiries",
        tables=["enquiries.MailboxTrouble"],
        what=_("When the mailbox did not work"),
        since=_("its end"),
        period=THREE_YEARS,
        reason=_("So that it can be shown when mail could not arrive."),
        overdue=dated(MailboxTrouble, "ended_at"),
        whose=Whose(nobody=True),
    ),
    Rule(
        id="enquiries.probes",
        dataset="enquiries.enquiries",
        tables=["enquiries.MailProbe"],
        what=_("Daily probes of the mailbox"),
        since=_("the sending"),
        period=Period(1, Unit.YEARS),
        reason=_("The evidence of them stands in the chain."),
        overdue=dated(MailProbe, "sent_at"),
        whose=Whose(nobody=True),
    ),
    Rule(
        id="enquiries.inquiries",
        dataset="enquiries.inquiries",
        tables=[
            "enquiries.Inquiry",
            "enquiries.InquiryStep",
            "enquiries.InquiryVerification",
            "enquiries.InquiryProposal",
            "enquiries.InquiryAnswer",
        ],
        what=_("Inquiries of authorities, and what was given"),
        since=_("the last step of a finished inquiry"),
        period=FIVE_YEARS,
        reason=_("So that it can be shown what was asked and given, and on which ground."),
        overdue=_inquiries,
        let_go=_drop_inquiries,
        whose=Whose(person="person"),
    ),
)
