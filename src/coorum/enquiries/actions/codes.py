"""Codes by mail for writers without an account: what they wrote is shown to whoever reads their mail, and to nobody else.

A guess is counted before it is compared, so a wrong code is an answer and not a refusal, which would undo the count.
"""

import unicodedata
from datetime import timedelta
from secrets import randbelow

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.pace import ensure_pace
from coorum.enquiries import letters
from coorum.enquiries.models import Enquiry, EnquiryCode

LIFE = timedelta(minutes=30)
GUESSES = 3
AN_HOUR = 5


@action
def send_code(enquiry: Enquiry) -> None:
    """Send a fresh code; earlier ones are void. Raises `Refused("too_many")`."""
    sent = EnquiryCode.objects.filter(enquiry__address=enquiry.address)
    words = _("Too many codes were sent to this address. Please try again in %(minutes)s minutes.")
    ensure_pace(sent, moment="sent_at", most=AN_HOUR, sentence=words)
    code = f"{randbelow(10**8):08d}"
    row = EnquiryCode(enquiry=enquiry, sent_at=clock.now())
    row.code_hash = _hash(row, code)
    row.save(force_insert=True)
    letters.write_code(enquiry, f"{code[:4]}-{code[4:]}")


@action
def use_code(enquiry: Enquiry, *, code: str) -> bool:
    """Whether the code is the one that was sent last. It works once, for half an hour, three guesses."""
    row = EnquiryCode.objects.select_for_update().filter(enquiry=enquiry).order_by("-sent_at").first()
    if row is None or row.used_at or row.guesses >= GUESSES or clock.now() - row.sent_at > LIFE:
        return False
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", code) if sign.isdecimal())
    is_right = constant_time_compare(row.code_hash, _hash(row, digits))
    row.guesses += 1
    row.used_at = clock.now() if is_right else None
    row.save(update_fields=["guesses", "used_at"])
    return is_right


def _hash(row: EnquiryCode, code: str) -> str:
    """Keyed, and bound to this sending: eight digits alone would be guessed from a copy of the table."""
    return salted_hmac("coorum.enquiries.code", f"{row.id}:{code}", algorithm="sha256").hexdigest()
