"""The fee ledger (obligations b-9). A payment, a waiver, a refund are rows of their own; nothing is overwritten, and the
triggers of migration `papers_stay` refuse who tries.

`fee_of_its_kind` (migration 0002) binds a fee to the kind of its case, and `fee_lawful_kind` to the three kinds for which
the law allows one (APPI 38): a fee on a correction is impossible, not forbidden.
"""

from django.db import models

from coorum.base.ids import new_id
from coorum.privacy.kinds import WITH_FEE, Kind
from coorum.privacy.models.cases import RightsRequest


class Fee(models.Model):
    """What an application costs, tax included, in yen; told before it is paid."""

    request = models.OneToOneField(RightsRequest, on_delete=models.CASCADE, primary_key=True, related_name="fee")
    kind = models.CharField(max_length=20, choices=Kind)
    amount = models.PositiveIntegerField()
    tax_rate = models.PositiveSmallIntegerField()
    tax = models.PositiveIntegerField()
    cost_basis = models.CharField(max_length=20)
    quoted_at = models.DateTimeField()
    lapses_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=WITH_FEE), name="fee_lawful_kind"),
            models.CheckConstraint(condition=models.Q(tax__lt=models.F("amount")), name="fee_tax_within"),
        ]


class Payment(models.Model):
    """The fee was paid: once, however often it is told. `reference` is the payment service's or the bank's word for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    fee = models.OneToOneField(Fee, on_delete=models.PROTECT, related_name="payment")
    method = models.CharField(max_length=20)
    reference = models.CharField(max_length=120)
    payer = models.CharField(max_length=120, blank=True)
    paid_at = models.DateTimeField()
    taken_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["method", "reference"], name="payment_once")]
        indexes = [models.Index(fields=["paid_at"], name="payment_by_date")]


class Waiver(models.Model):
    """The fee is not asked for: a fault of ours, a breach, hardship."""

    fee = models.OneToOneField(Fee, on_delete=models.CASCADE, primary_key=True, related_name="waiver")
    reason = models.TextField()
    waived_by = models.UUIDField(null=True)
    waived_at = models.DateTimeField()


class Refund(models.Model):
    """The fee goes back, whole. `returned_at` is when the money left us; a bank transfer waits for an officer."""

    payment = models.OneToOneField(Payment, on_delete=models.CASCADE, primary_key=True, related_name="refund")
    reason = models.TextField()
    reference = models.CharField(max_length=120, blank=True)
    owed_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)
