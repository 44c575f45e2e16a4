"""The provider, operators, their sites and the hosts these answer on: small reference tables, shared by all sites."""

from django.db import models
from django.db.models.functions import Lower

from coorum.base.ids import new_id
from coorum.base.models import SiteOwned
from coorum.sites.kinds import Opening


class LegalEntity(models.Model):
    """Who answers: the statutory block of a handling business (APPI 32(1): name, address, representative, contact)."""

    legal_name = models.CharField(max_length=120)
    legal_name_en = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=200)
    representative = models.CharField(max_length=120)
    contact_email = models.EmailField()

    class Meta:
        abstract = True


class Provider(LegalEntity):
    """The provider (当社) of this deployment: exactly one row.

    `accredited_body` is the accredited personal information protection organisation (認定個人情報保護団体) it belongs to, if
    any, and `accredited_contact` where complaints can be lodged there (APPI 32(1)(iv), order 10(2)): both, or neither.
    """

    only = models.BooleanField(primary_key=True, default=True)
    accredited_body = models.CharField(max_length=120, blank=True)
    accredited_contact = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="provider_only_one"),
            models.CheckConstraint(
                condition=models.Q(accredited_body="", accredited_contact="")
                | ~models.Q(accredited_body="") & ~models.Q(accredited_contact=""),
                name="provider_accredited_body_is_reached",
            ),
        ]


class Operator(LegalEntity):
    """A company that introduces the service on its website (運営事業者): the recipient of provisions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    industry = models.CharField(max_length=80, blank=True)
    website = models.URLField(blank=True)


class Site(models.Model):
    """A community of one operator: the tenant. Everything its members do belongs to it.

    `test_of`: the community beside which this one stands for tests, with members made up by us; nobody real joins it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=60)
    tagline = models.CharField(max_length=120, blank=True)
    welcome = models.TextField(blank=True)
    opening = models.CharField(max_length=12, choices=Opening, default=Opening.OPEN)
    member_word = models.CharField(max_length=20, blank=True)
    brand_colour = models.CharField(max_length=7, default="#7a4b2a")
    logo_key = models.CharField(max_length=200, blank=True)
    logo_width = models.PositiveSmallIntegerField(default=0)
    logo_height = models.PositiveSmallIntegerField(default=0)
    hero_key = models.CharField(max_length=200, blank=True)
    theme_hash = models.CharField(max_length=64, blank=True)
    theme_css = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="ja")
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    test_of = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="test_site")

    @property
    def is_test(self) -> bool:
        """Whether it is a test community."""
        return self.test_of_id is not None

    @property
    def is_suspended(self) -> bool:
        """Whether the provider has closed the site for a while."""
        return hasattr(self, "suspension")

    @property
    def is_ending(self) -> bool:
        """Whether its operator's contract comes to an end, or has."""
        return hasattr(self, "ending")

    @property
    def is_gone(self) -> bool:
        """Whether everything on it was deleted after the end of the contract."""
        return self.is_ending and self.ending.deleted_at is not None

    @property
    def is_by_invitation(self) -> bool:
        """Whether one needs an invitation to join."""
        return self.opening == Opening.INVITATION


class Suspension(models.Model):
    """A site that the provider has suspended: a state with a who, a when and a why. Lifting it removes the row."""

    community = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="suspension", primary_key=True)
    reason = models.TextField()
    suspended_by = models.UUIDField()
    suspended_at = models.DateTimeField(auto_now_add=True)


class Ending(models.Model):
    """A site whose contract ends: nobody joins any more, and from `ends_at` on the operator gets nothing; in the end
    everything on it is deleted (obligations c-6).
    """

    community = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="ending", primary_key=True)
    ends_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)


class AgeRule(models.Model):
    """A site that asks who registers which age band they are in (X5): off where there is no row. Off again, it goes."""

    community = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="age_rule", primary_key=True)
    since = models.DateTimeField()
    by = models.UUIDField()


class Domain(models.Model):
    """A host on which a site answers, lower case, port included where it is not the usual one.

    `primary_since` is empty where it has been the primary one since the site was made.
    """

    host = models.CharField(max_length=253, primary_key=True)
    community = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="domains")
    is_primary = models.BooleanField(default=False)
    primary_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(host=Lower("host")), name="domain_lower_case"),
            models.UniqueConstraint(
                fields=["community"], condition=models.Q(is_primary=True), name="domain_one_primary"
            ),
        ]


class EmbedOrigin(SiteOwned):
    """An origin (scheme://host[:port]) of the operator's website that may show the widget."""

    origin = models.CharField(max_length=260)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "origin"], name="embed_origin_once")]


from coorum.sites.hosts.models import HostClaim, HostFailing, HostLoss, HostProof, HostServing  # noqa: E402
from coorum.sites.senders.models import Sender, SenderKey  # noqa: E402

__all__ = [
    "Domain",
    "EmbedOrigin",
    "Ending",
    "HostClaim",
    "HostFailing",
    "HostLoss",
    "HostProof",
    "HostServing",
    "LegalEntity",
    "Operator",
    "Provider",
    "Sender",
    "SenderKey",
    "Site",
    "Suspension",
]
