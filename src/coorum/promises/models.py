"""What was checked of our promises, and with which result."""

from django.db import models

from coorum.base.ids import new_id
from coorum.promises.findings import Verdict


class Verification(models.Model):
    """One check of one chain of the evidence, asked for at the desk: waiting until `finished_at`.

    `fault` is the sentence that names the first thing that does not hold; empty where everything does.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    chain = models.UUIDField()
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    entries = models.BigIntegerField(default=0)
    fault = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["chain", "-asked_at"], name="verification_newest")]


class Proof(models.Model):
    """What was found of one promise in one round. Append-only (a trigger sees to it); `digest` stands in the evidence.

    `findings`: for each check its name, verdict, sentence (a message), facts and query.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.UUIDField()
    promise = models.CharField(max_length=8)
    verdict = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Verdict])
    findings = models.JSONField()
    measured_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "promise"], name="proof_once_a_round")]
        indexes = [models.Index(fields=["promise", "-measured_at"], name="proof_newest")]
