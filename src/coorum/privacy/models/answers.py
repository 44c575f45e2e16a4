"""What was found, left out, decided and handed over."""

from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.ids import new_id
from coorum.privacy.kinds import Found, Ground, Outcome, Step
from coorum.privacy.models.cases import RightsRequest


class Finding(models.Model):
    """What one dataset answered, on one site or (without one) where data belongs to no site.

    `rows` counts what was found; `content` is the rows themselves as JSON, emptied when the package is dropped.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="findings")
    dataset = models.CharField(max_length=60)
    community = models.ForeignKey("sites.Site", on_delete=models.PROTECT, null=True, related_name="+")
    result = models.CharField(max_length=10, choices=Found)
    rows = models.PositiveIntegerField(default=0)
    content = EncryptedTextField()
    attempts = models.PositiveSmallIntegerField(default=1)
    fault = models.CharField(max_length=200, blank=True)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "dataset", "community"], nulls_distinct=False, name="finding_once"
            )
        ]


class Redaction(models.Model):
    """One row of a finding that is left out of the package, with its ground."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="redactions")
    place = models.PositiveIntegerField()
    ground = models.CharField(max_length=12, choices=Ground)
    redacted_by = models.UUIDField(null=True)
    redacted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "place"], name="redaction_once")]


class Decision(models.Model):
    """What an officer, or the house where nothing needs a person, proposes to answer. `outcome` is an `Outcome`, or for the
    branches without a package the settling `Step`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=16)
    ground = models.CharField(max_length=12, choices=Ground, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["request", "-decided_at"], name="decision_newest")]

    @property
    def words(self) -> str:
        """What was decided, as people read it."""
        return str(Outcome(self.outcome).label if self.outcome in Outcome.values else Step(self.outcome).label)


class Correction(models.Model):
    """What was wrong and what it is now, of one item (APPI 34). Only salted hashes of both go to the evidence."""

    request = models.OneToOneField(RightsRequest, on_delete=models.CASCADE, primary_key=True, related_name="correction")
    item = models.CharField(max_length=20)
    before = EncryptedTextField()
    after = EncryptedTextField()
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()


class Review(models.Model):
    """A second officer's word on a decision. `waived`: there is no second one; why is written in `note`."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, primary_key=True, related_name="review")
    agreed = models.BooleanField()
    waived = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField()


class Package(models.Model):
    """The answer as one sealed file. Without a `file` it was destroyed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.OneToOneField(RightsRequest, on_delete=models.CASCADE, related_name="package")
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["expires_at"], condition=models.Q(dropped_at=None), name="package_to_drop")]


class Delivery(models.Model):
    """How the answer was handed over; `proof` is the number of the registered letter, where it went by post."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="deliveries")
    method = models.CharField(max_length=12)
    proof = models.CharField(max_length=120, blank=True)
    delivered_at = models.DateTimeField()


class Download(models.Model):
    """The package was fetched."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="downloads")
    downloaded_at = models.DateTimeField()
