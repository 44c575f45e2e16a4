"""Hosts of an operator's own, a row for each state."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from coorum.base.models import SiteForeignKey, SiteOwned


class HostClaim(SiteOwned):
    """A site says that a host is its operator's. `token` is what the DNS must say, of this claim and no other.

    `checked_at`, `outcome` and `found` are of the last look.
    """

    host = models.CharField(max_length=245)  # `_coorum.` stands before it, and 253 is the most
    token = models.CharField(max_length=40)
    claimed_by = models.UUIDField()
    claimed_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)  # of kinds.Outcome
    found = ArrayField(models.CharField(max_length=100), default=list)

    @property
    def record_name(self) -> str:
        """Where the record stands."""
        return f"_coorum.{self.host}"

    @property
    def record_value(self) -> str:
        """What it says."""
        return f"coorum-site={self.token}"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "host"], name="host_claim_once"),
            models.CheckConstraint(condition=models.Q(host=Lower("host")), name="host_claim_lower_case"),
        ]


class HostProof(models.Model):
    """Who holds a host: the site whose record stood in the DNS. One for each host, so shared by all sites, as `Domain` is."""

    host = models.CharField(max_length=245, primary_key=True)
    community = models.ForeignKey("sites.Site", on_delete=models.CASCADE, related_name="+")
    claim_id = models.UUIDField(unique=True)
    proved_by = models.UUIDField()
    proved_at = models.DateTimeField()


class HostServing(SiteOwned):
    """A proved host on which the site answers: there is a `Domain` for it."""

    claim = SiteForeignKey(HostClaim, on_delete=models.CASCADE, related_name="servings")
    begun_by = models.UUIDField()
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "claim"], name="host_serving_once")]


class HostFailing(SiteOwned):
    """A proved host whose record is gone, since when; `told_at`: when its owners were."""

    claim = SiteForeignKey(HostClaim, on_delete=models.CASCADE, related_name="failings")
    since = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "claim"], name="host_failing_once")]


class HostLoss(SiteOwned):
    """A host that was proved once, and is the site's no more: its token is worth nothing."""

    claim = SiteForeignKey(HostClaim, on_delete=models.CASCADE, related_name="losses")
    lost_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "claim"], name="host_loss_once")]
