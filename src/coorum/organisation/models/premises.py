"""Measures on premises, equipment and media, and the rules about them (APPI 23; GL 10-2, 10-5): what is done where, and every
look whether it is so.

Nothing of it is edited (migration `premises_stay`): a measure that changes is another measure. `looked_by` and the like are
ids and no keys to rows: what happened outlives the account.
"""

from django.db import models

from coorum.base.ids import new_id
from coorum.organisation.premises.kinds import Field


class Safeguard(models.Model):
    """Something that is done to protect information where it is handled: `what`, at `place`, looked at every `months`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    field = models.CharField(max_length=10, choices=Field)
    place = models.CharField(max_length=80)
    what = models.CharField(max_length=200)
    months = models.PositiveSmallIntegerField(default=12)
    entered_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(months__gte=1, months__lte=12), name="safeguard_within_a_year")
        ]

    @property
    def is_over(self) -> bool:
        """Whether it is no longer in use."""
        return hasattr(self, "end")


class SafeguardCheck(models.Model):
    """`looked_by` was there and saw whether it is so; somebody else wrote that down. The newest counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    safeguard = models.ForeignKey(Safeguard, on_delete=models.PROTECT, related_name="checks")
    is_met = models.BooleanField()
    words = models.CharField(max_length=400)
    looked_by = models.UUIDField()
    looked_on = models.DateField()
    recorded_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recorded_by=None) | ~models.Q(recorded_by=models.F("looked_by")),
                name="safeguard_attested_by_another",
            )
        ]
        indexes = [models.Index(fields=["safeguard", "-looked_on"], name="safeguard_check_newest")]


class SafeguardEnd(models.Model):
    """It is no longer done, or done otherwise: the place was left, the rule replaced."""

    safeguard = models.OneToOneField(Safeguard, on_delete=models.PROTECT, primary_key=True, related_name="end")
    why = models.CharField(max_length=400)
    ended_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
