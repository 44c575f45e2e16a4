"""The runs of the retention engine, and the periods that the provider shortened."""

from django.db import models

from coorum.base.ids import new_id
from coorum.base.retention import Period, Unit


class RetentionRun(models.Model):
    """One run of the engine, in one scope: `chain` is the site's id, or the nil UUID for the provider.

    A full one asks every rule; the others, between them, those whose period is shorter than a day. `ended_at` once every
    rule was asked; a run that was interrupted is gone on with.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    chain = models.UUIDField()
    is_full = models.BooleanField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["chain", "is_full", "-began_at"], name="retention_run_newest")]


class RetentionCount(models.Model):
    """What one rule let go in a run: how many rows, how many more a legal hold keeps, and the fault that stopped it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(RetentionRun, on_delete=models.CASCADE, related_name="counts")
    rule = models.CharField(max_length=60)
    gone = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=80, blank=True)
    is_done = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "rule"], name="retention_count_once")]


class PeriodChange(models.Model):
    """The provider keeps something for another time than the rule's own, within its bounds. The newest counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.CharField(max_length=60)
    count = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=6, choices=[(one.value, one.value) for one in Unit])
    why = models.CharField(max_length=400)
    changed_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["rule", "-changed_at"], name="period_change_newest")]

    @property
    def period(self) -> Period:
        """So long, from then on."""
        return Period(self.count, Unit(self.unit))
