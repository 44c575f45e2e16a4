"""What was checked of our promises, and with which result."""

from django.db import models

from coorum.base.ids import new_id


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
