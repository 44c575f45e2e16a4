"""What was found wanting, each step until it was mended, and the rounds in which everything was looked at.

Steps and rounds are never edited (migration `people_stay`), and kept five years.
"""

from datetime import date

from django.db import models

from coorum.base.ids import new_id, short
from coorum.organisation.improvement.kinds import Gravity, Source, State, Step


class Finding(models.Model):
    """Something wanting. `promise` is the id of the promise that a round found red; such a one only a round can close.

    `told_by` is where an audit or a person told it; `owner` who sees to it (None: nobody yet). There is one finding that
    is not mended for each promise.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=10, choices=Source)
    promise = models.CharField(max_length=8, blank=True)
    title = models.CharField(max_length=160, blank=True)
    words = models.TextField(blank=True)
    gravity = models.CharField(max_length=10, choices=Gravity)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    owner = models.UUIDField(null=True)
    opened_by = models.UUIDField(null=True)
    opened_at = models.DateTimeField()
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["promise"],
                condition=~models.Q(state=State.MENDED) & ~models.Q(promise=""),
                name="finding_once_a_promise",
            ),
            models.CheckConstraint(
                condition=models.Q(source=Source.PROOF) | models.Q(promise="") & ~models.Q(title=""),
                name="finding_has_a_title",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="finding_by_due")]

    @property
    def label(self) -> str:
        """What people call it: the last eight signs of its short id."""
        return short(self.id)[-8:].upper()

    @property
    def is_over(self) -> bool:
        return self.state == State.MENDED

    def age_on(self, day: date) -> int:
        """How many days it is old."""
        return (day - self.opened_at.date()).days


class FindingStep(models.Model):
    """One step: who, when, in which words. `round` is the round of proofs that took it; its id is its form's key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=Step)
    before = models.CharField(max_length=10, choices=State)
    after = models.CharField(max_length=10, choices=State)
    actor_id = models.UUIDField(null=True)
    is_alone = models.BooleanField(default=False)
    words = models.TextField(blank=True)
    round = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["finding", "made_at", "id"], name="finding_step_in_order")]


class ControlRun(models.Model):
    """A round of proofs: how many promises it looked at, by what it found. Its id is the round's."""

    id = models.UUIDField(primary_key=True)
    kept = models.PositiveSmallIntegerField()
    not_measured = models.PositiveSmallIntegerField()
    at_risk = models.PositiveSmallIntegerField()
    broken = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-made_at"], name="control_run_newest")]

    @property
    def looked_at(self) -> int:
        return self.kept + self.not_measured + self.at_risk + self.broken
