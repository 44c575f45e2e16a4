"""A letter of ours that came back (RFC 3464): whom it was for, whether for good, and which letter it was."""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from uuid import UUID

from coorum.enquiries.inbound import plain, reading

_LETTER = re.compile(r"<letter-([0-9a-f]{32})@")
_CASE = re.compile(r"<case-([0-9a-f]{32})\.[0-9a-f]{32}@")
_RECIPIENT = re.compile(r"^(?:Final|Original)-Recipient:\s*(?:rfc822;)?\s*<?([^\s<>]{3,254})>?\s*$", re.I | re.M)
_STATUS = re.compile(r"^Status:\s*([245]\.\d{1,3}\.\d{1,3})", re.I | re.M)
#: Enough to find headers in; a report that hides them further down says nothing to us.
LOOKED_AT = 200_000


@dataclass(frozen=True)
class Report:
    """What a delivery report says. `letter` or `enquiry` is the id that our Message-ID carried, where the report quotes it."""

    letter: UUID | None
    enquiry: UUID | None
    address: str
    status: str

    @property
    def is_lasting(self) -> bool:
        return self.status.startswith("5")


def is_bounce(message: EmailMessage) -> bool:
    """A report, or a mail with an empty return path from a postmaster: nobody is to be answered."""
    name = reading.sender(message)[1].partition("@")[0]
    reports = message.get_content_type() == "multipart/report" and "delivery-status" in reading.header(
        message, "Content-Type"
    )
    is_empty = reading.header(message, "Return-Path").strip() == "<>"
    return reports or (is_empty and name in ("mailer-daemon", "postmaster", ""))


def report(raw: bytes) -> Report:
    """What it says; empty where it says nothing."""
    text = plain.decoded(raw[:LOOKED_AT], "utf-8")
    address, status = _RECIPIENT.search(text), _STATUS.search(text)
    return Report(
        letter=_id(_LETTER, text),
        enquiry=case_in(text),
        address=address[1].lower() if address else "",
        status=status[1] if status else "",
    )


def case_in(text: str) -> UUID | None:
    """The case whose letter is named by this Message-ID of ours, or by one within the text."""
    return _id(_CASE, text)


def _id(pattern: re.Pattern[str], text: str) -> UUID | None:
    found = pattern.search(text)
    return UUID(hex=found[1]) if found else None
