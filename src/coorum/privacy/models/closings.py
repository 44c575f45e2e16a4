"""Ends of contracts: notice, every step, what was deleted and what is kept. They are the provider's, and outlive the site."""

from django.db import models

from coorum.base.ids import new_id
from coorum.privacy.closing.kinds import BEFORE_THE_END, Phase, Side, Step


class Closing(models.Model):
    """The end of an operator's contract over one community. `ends_at` is when nothing is provided any more.

    `certificate` says, signed, what was deleted; `records_until` when the last record the law asks for goes, too.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    phase = models.CharField(max_length=12, choices=Phase, default=Phase.NOTICE)
    given_by = models.CharField(max_length=10, choices=Side)
    reason = models.CharField(max_length=400)
    words = models.JSONField()
    ends_at = models.DateTimeField()
    notice = models.UUIDField(null=True)
    certificate = models.TextField(blank=True)
    records_until = models.DateTimeField(null=True)
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community"], condition=~models.Q(phase=Phase.CALLED_OFF), name="closing_once"
            )
        ]

    @property
    def can_be_called_off(self) -> bool:
        return self.phase in BEFORE_THE_END


class ClosingStep(models.Model):
    """One step: who (None: by itself), when, and in which words. Never edited."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=Step)
    before = models.CharField(max_length=12, choices=Phase)
    after = models.CharField(max_length=12, choices=Phase)
    actor_id = models.UUIDField(null=True)
    why = models.CharField(max_length=400, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["closing", "made_at", "id"], name="closing_step_in_order")]
