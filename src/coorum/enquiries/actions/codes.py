"""Codes by mail for writers without an account: what they wrote is shown to whoever reads their mail, and to nobody else."""

from coorum.base import mail_codes
from coorum.base.actions import action
from coorum.enquiries import letters
from coorum.enquiries.models import Enquiry, EnquiryCode


@action
def send_code(enquiry: Enquiry) -> None:
    """Send a fresh code; earlier ones are void. Raises `Refused("too_many")`."""
    mail_codes.ensure_few(EnquiryCode.objects.filter(enquiry__address=enquiry.address))
    letters.write_code(enquiry, mail_codes.draw(EnquiryCode(enquiry=enquiry)))


@action
def use_code(enquiry: Enquiry, *, code: str) -> bool:
    """Whether the code is the one that was sent last. It works once, for half an hour, three guesses."""
    return mail_codes.use(EnquiryCode.objects.filter(enquiry=enquiry), code)
