"""Receipts, invoices and what takes them back: written once, numbered without gaps, kept as tax law asks (b-9)."""

import json
from typing import Any

from django.db import models

from coorum.base.ids import new_id
from coorum.privacy.invoices import number_of
from coorum.privacy.kinds import PaperKind
from coorum.privacy.models.fees import Payment


class Issuing(models.Model):
    """How papers are issued from a moment on: the registration number, if there is one, and where the business year begins.

    Never edited: a change is a new row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    registration = models.CharField(max_length=14, blank=True)
    first_month = models.PositiveSmallIntegerField()
    set_by = models.UUIDField(null=True)
    set_at = models.DateTimeField()


class Series(models.Model):
    """The last number given in a business year. Locked while a paper is written, so that no number is left out."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class FeePaper(models.Model):
    """A paper about a fee. `content` is its canonical JSON, `sha256` the hash of that text; `previous` is the hash of the
    paper before it in the same business year. `replaces` is the one it is issued instead of, or takes back.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=PaperKind)
    year = models.PositiveSmallIntegerField()
    place = models.PositiveIntegerField()
    day = models.DateField()
    amount = models.PositiveIntegerField()
    payer = models.CharField(max_length=120, blank=True)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    issued_at = models.DateTimeField()
    kept_until = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "place"], name="paper_number_once")]
        indexes = [
            models.Index(fields=["day"], name="paper_by_day"),
            models.Index(fields=["amount"], name="paper_by_amount"),
        ]

    @property
    def number(self) -> str:
        """What people call the paper."""
        return number_of(self.year, self.place)

    @property
    def says(self) -> dict[str, Any]:
        """What stands in it."""
        return dict(json.loads(self.content))
