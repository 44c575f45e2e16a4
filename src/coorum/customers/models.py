"""Where an operator keeps its customers, which of them are members here, and what it says has changed about them."""

from functools import cached_property

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.accounts.models import Member
from coorum.base.encryption import EncryptedTextField
from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.customers.kinds import LONGEST_SUBJECT, Algorithm, Kind
from coorum.linking.presets import Preset


class Directory(SiteOwned):
    """The operator's website that says which of its customers somebody is: one a site.

    By OpenID Connect it is a provider (`issuer`, and how we are known there); by signed payload `address` is where
    visitors are sent. It may only be on once a trial went well with these very settings (`tried_at`).
    """

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=40)
    issuer = models.CharField(max_length=200, blank=True)
    client_id = models.CharField(max_length=200, blank=True)
    client_secret = EncryptedTextField()
    algorithm = models.CharField(max_length=5, choices=Algorithm, default=Algorithm.RS256)
    address = models.CharField(max_length=500, blank=True)
    is_on = models.BooleanField(default=False)
    tried_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=30, blank=True)
    made_at = models.DateTimeField()

    #: What `linking` asks of whomever it calls (linking/clients/openid.py), besides the columns above.
    team_id = key_id = ""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site"], name="customer_directory_once"),
            models.CheckConstraint(
                condition=models.Q(is_on=False) | models.Q(tried_at__isnull=False), name="customer_directory_tried"
            ),
        ]

    @property
    def slug(self) -> str:
        """Its name in sessions and logs."""
        return f"customer-{self.site_id.hex}"

    @cached_property
    def ways(self) -> Preset:
        """An OpenID provider like any other, that signs in one way."""
        return Preset("customer", self.name, self.issuer, algorithms=(self.algorithm,))


class SharedSecret(SiteOwned):
    """What signs payloads, known to us and to the operator's website. Of two the older signs, and both are believed."""

    directory = SiteForeignKey(Directory, on_delete=models.CASCADE, related_name="secrets")
    secret = EncryptedTextField()
    ends_in = models.CharField(max_length=4)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["site", "directory", "made_at"], name="customer_secret_oldest")]


class Link(SiteOwned):
    """A customer of the operator who is a member here: one customer ID, one member. Good on this site only."""

    directory = SiteForeignKey(Directory, on_delete=models.PROTECT, related_name="links")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    member = SiteForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    scopes = ArrayField(models.CharField(max_length=60), default=list)
    claims_kept = ArrayField(models.CharField(max_length=20), default=list)
    linked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "subject"], name="customer_link_once"),
            models.UniqueConstraint(fields=["site", "person"], name="customer_link_of_person_once"),
        ]
        indexes = [models.Index(fields=["site", "member"], name="customer_link_of_member")]


class Wish(models.Model):
    """Somebody came from the operator's website and registers; no link before their address is verified and they joined."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    community = models.ForeignKey("sites.Site", on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    scopes = ArrayField(models.CharField(max_length=60), default=list)
    claims_kept = ArrayField(models.CharField(max_length=20), default=list)
    asked_at = models.DateTimeField()


class Visit(SiteOwned):
    """A session that began at the operator's website (`sid` is its name there), from one browser: what is ended when the
    website says that the session there is over (OpenID Connect Back-Channel Logout 1.0).
    """

    link = SiteForeignKey(Link, on_delete=models.CASCADE, related_name="visits")
    sid = models.CharField(max_length=LONGEST_SUBJECT, blank=True)
    browser = models.CharField(max_length=40)
    began_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["site", "sid"], name="customer_visit_of_sid"),
            models.Index(fields=["site", "link", "began_at"], name="customer_visit_oldest"),
        ]


class Change(SiteOwned):
    """What the operator's website says has changed about a customer. It changes nothing here before the member says so."""

    link = SiteForeignKey(Link, on_delete=models.CASCADE, related_name="changes")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "link"], name="customer_change_once")]
