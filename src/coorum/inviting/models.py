"""Lists of people whom an operator invites, with what it declared about them."""

from django.db import models

from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.inviting.kinds import LONGEST_TOLD, Ground, Problem, Source


class Batch(SiteOwned):
    """One list. `told` is the operator's sentence on how it came by the addresses: everybody invited reads it.

    `digest` is the SHA-256 of the file. `begun_at`: letters are being sent; `done_at`: every line has been looked at.
    """

    source = models.CharField(max_length=12, choices=Source)
    ground = models.CharField(max_length=12, choices=Ground)
    told = models.CharField(max_length=4 * LONGEST_TOLD)
    digest = models.CharField(max_length=64)
    declared_by = models.UUIDField()
    declared_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["site", "-declared_at"], name="batch_newest")]


class Line(SiteOwned):
    """One line of a list, by its number in the file. `said`: what stood where the address should be, when it is none."""

    batch = SiteForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    email = models.CharField(max_length=254, blank=True)
    role = models.CharField(max_length=12, blank=True)
    problem = models.CharField(max_length=12, choices=Problem, blank=True)
    said = models.CharField(max_length=400, blank=True)
    invited_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "batch", "number"], name="line_number_once")]
