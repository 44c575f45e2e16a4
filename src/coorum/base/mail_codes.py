"""Codes by letter for people without an account: eight digits, half an hour, three guesses, the last one sent.

A guess is counted before it is compared, so a wrong code is an answer and not a refusal, which would undo the count.
"""

import unicodedata
from datetime import timedelta
from secrets import randbelow

from django.db import models
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.ids import new_id
from coorum.base.pace import ensure_pace

LIFE = timedelta(minutes=30)
GUESSES = 3
AN_HOUR = 5


class MailedCode(models.Model):
    """A code that was sent to an address. Kept as a keyed hash; each guess is counted. Rooms add what it opens."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code_hash = models.CharField(max_length=64)
    guesses = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def ensure_few(sent: QuerySet[MailedCode]) -> None:
    """Raise `Refused("too_many")` where the address these went to got enough of them within the hour."""
    words = _("Too many codes were sent to this address. Please try again in %(minutes)s minutes.")
    ensure_pace(sent, moment="sent_at", most=AN_HOUR, sentence=words)


def draw(row: MailedCode) -> str:
    """Draw a code, keep its hash in this new row, and answer it as people read it: 1234-5678."""
    code = f"{randbelow(10**8):08d}"
    row.sent_at = clock.now()
    row.code_hash = _hash(row, code)
    row.save(force_insert=True)
    return f"{code[:4]}-{code[4:]}"


def use(sent: QuerySet[MailedCode], code: str) -> bool:
    """Whether `code` is the one that was sent last. It works once."""
    row = sent.select_for_update().order_by("-sent_at").first()
    if row is None or row.used_at or row.guesses >= GUESSES or clock.now() - row.sent_at > LIFE:
        return False
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", code) if sign.isdecimal())
    is_right = constant_time_compare(row.code_hash, _hash(row, digits))
    row.guesses += 1
    row.used_at = clock.now() if is_right else None
    row.save(update_fields=["guesses", "used_at"])
    return is_right


def _hash(row: MailedCode, code: str) -> str:
    """Keyed, and bound to this sending: eight digits alone would be guessed from a copy of the table."""
    return salted_hmac(f"coorum.code.{row._meta.label_lower}", f"{row.id}:{code}", algorithm="sha256").hexdigest()
