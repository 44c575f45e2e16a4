"""The tables of the enquiries room: cases and their messages, the mailbox, and the inquiries of authorities."""

from coorum.enquiries.models.care import Held, HeldDecision, HeldLook
from coorum.enquiries.models.cases import (
    Attachment,
    Enquiry,
    EnquiryAlarm,
    EnquiryCode,
    EnquiryStep,
    Message,
    Rating,
    TextBlock,
)
from coorum.enquiries.models.inquiries import (
    Inquiry,
    InquiryAnswer,
    InquiryProposal,
    InquiryStep,
    InquiryVerification,
)
from coorum.enquiries.models.mail import Arrival, Bounce, MailboxTrouble, MailProbe

__all__ = [
    "Arrival",
    "Attachment",
    "Bounce",
    "Enquiry",
    "EnquiryAlarm",
    "EnquiryCode",
    "EnquiryStep",
    "Held",
    "HeldDecision",
    "HeldLook",
    "Inquiry",
    "InquiryAnswer",
    "InquiryProposal",
    "InquiryStep",
    "InquiryVerification",
    "MailProbe",
    "MailboxTrouble",
    "Message",
    "Rating",
    "TextBlock",
]
