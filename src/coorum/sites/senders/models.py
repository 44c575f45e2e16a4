"""A community's own sender, and its keys."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.sites.hosts.models import HostClaim


class Sender(SiteOwned):
    """The address from which a community writes: `local_part` at a host that it proved. One for each site."""

    claim = SiteForeignKey(HostClaim, on_delete=models.CASCADE, related_name="senders")
    local_part = models.CharField(max_length=40)
    begun_by = models.UUIDField()
    begun_at = models.DateTimeField()

    @property
    def address(self) -> str:
        return f"{self.local_part}@{self.claim.host}"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site"], name="sender_one"),
            models.UniqueConstraint(fields=["site", "claim"], name="sender_of_claim_once"),
        ]


class SenderKey(SiteOwned):
    """A key that signs letters of the sender (RSA, 2048 bits). `public` is base64 of the public half, as the record says it.

    `checked_at`, `outcome` and `found` are of the last look at its record; `right_since`: since when that is there.
    """

    sender = SiteForeignKey(Sender, on_delete=models.CASCADE, related_name="keys")
    selector = models.CharField(max_length=30)
    private_pem = EncryptedTextField()
    public = models.TextField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)  # of hosts/kinds.Outcome
    found = ArrayField(models.CharField(max_length=100), default=list)
    right_since = models.DateTimeField(null=True)

    @property
    def record_name(self) -> str:
        """Where the record stands (RFC 6376, 3.6.2.1)."""
        return f"{self.selector}._domainkey.{self.sender.claim.host}"

    @property
    def record_value(self) -> str:
        """What it says."""
        return f"v=DKIM1; k=rsa; p={self.public}"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "sender", "selector"], name="sender_key_once")]
