"""Services whose accounts open the door here, which sites offer them, and who is linked with which."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.accounts.models import Person
from coorum.base.encryption import EncryptedTextField
from coorum.base.ids import new_id
from coorum.base.models import SiteOwned
from coorum.linking.presets import PRESETS, Preset, preset

LONGEST_SUBJECT = 255


class Service(models.Model):
    """One service of this deployment: an OpenID provider, and how we are known there. It belongs to no site.

    `client_secret` is what the service gave us; for Apple the private key (PEM) with which we sign a secret, under
    `team_id` and `key_id`. `trusts_email`: its word that an address was verified counts like a code of ours. `company` and
    `country` say who learns that somebody signs in. `is_announced`: the policy is to name it, before it is switched on.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=30, unique=True)
    kind = models.CharField(max_length=10, choices=[(one.id, one.name) for one in PRESETS])
    name = models.CharField(max_length=40)
    issuer = models.CharField(max_length=200)
    client_id = models.CharField(max_length=200)
    client_secret = EncryptedTextField()
    team_id = models.CharField(max_length=20, blank=True)
    key_id = models.CharField(max_length=20, blank=True)
    trusts_email = models.BooleanField(default=False)
    company = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    is_announced = models.BooleanField(default=False)
    is_on = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "client_id"], name="linking_service_once")]

    @property
    def ways(self) -> Preset:
        return preset(self.kind)


class Offering(SiteOwned):
    """A service that a site shows on its pages of sign-in and registration, in the order of its choice."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "service"], name="offering_once")]


class _Acquired(models.Model):
    """Who somebody is at a service, the scopes it granted, and the claims of its answer that were kept (P2.2)."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    scopes = ArrayField(models.CharField(max_length=60))
    claims_kept = ArrayField(models.CharField(max_length=20))

    class Meta:
        abstract = True


class Link(_Acquired):
    """An account at a service that opens the door to a person here. One account, one person; one of each service."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    linked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "subject"], name="link_account_once"),
            models.UniqueConstraint(fields=["person", "service"], name="link_service_once"),
        ]


class Wish(_Acquired):
    """Somebody registered through a service, and their address is not verified yet: no link before that."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    asked_at = models.DateTimeField()
