"""Which personal data was handed to which operator, when, why, on which consent; and who looked."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.accounts.bands import Band
from coorum.accounts.models import Member
from coorum.base.ids import new_id
from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.consent.kinds import WHOLE
from coorum.consent.models import Receipt
from coorum.provision.kinds import BY_CONSENT, Act, TaskKind


class Joining(models.Model):
    """What somebody agreed to on the sign-up page, before their address was verified. Gone after joining, or in 7 days."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    community = models.ForeignKey("sites.Site", on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    advertising = models.BooleanField()
    invitation = models.CharField(max_length=80, blank=True)
    band = models.CharField(max_length=10, choices=Band, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "community"], name="joining_once")]


class Reach(models.Model):
    """On which sites a person's data lies: so that they can be told in one page, without anybody crossing sites."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    community = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "community"], name="reach_once")]


class Provision(SiteOwned):
    """The statutory record of a provision to a third party (APPI 29, rules 19–21; obligations b-1).

    Made in the same transaction in which consent and purpose were checked; kept three years after the last provision.
    What is provided for advertising is a provision of its own, on a consent of its own; and so is each answer to a profile
    field, whose id is the `topic`.
    `payload_hash` is SHA-256 of the canonical JSON of what was handed over; `closed_at` is when it stopped.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    member = SiteForeignKey(Member, on_delete=models.PROTECT, related_name="provisions")
    receipt = SiteForeignKey(Receipt, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20)
    topic = models.UUIDField(default=WHOLE, db_default=WHOLE)
    items = ArrayField(models.CharField(max_length=20))
    recipient = models.JSONField()
    route = models.CharField(max_length=20, default=BY_CONSENT)
    channel = models.CharField(max_length=20)
    payload_hash = models.CharField(max_length=64)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "member", "purpose", "route", "topic"],
                condition=models.Q(closed_at=None),
                name="provision_one_open",
            )
        ]
        indexes = [models.Index(fields=["site", "person", "-first_at"], name="provision_of_person")]


class ProvidedProfile(SiteOwned):
    """What the operator holds of a member: the only rows from which the console reads people.

    It exists because of its provision, and goes with it.
    """

    provision = SiteForeignKey(Provision, on_delete=models.CASCADE, related_name="profiles")
    member = SiteForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(max_length=254)
    display_name = models.CharField(max_length=60)
    user_id = models.CharField(max_length=30)
    avatar_key = models.CharField(max_length=200, blank=True)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "member"], name="provided_profile_once"),
            models.UniqueConstraint(fields=["site", "provision"], name="provided_profile_provision"),
        ]
        indexes = [
            models.Index(fields=["site", "-joined_at", "id"], name="provided_newest"),
            models.Index(fields=["site", "display_name", "id"], name="provided_by_name"),
        ]


class ProvidedWish(SiteOwned):
    """That a member wants the operator's advertising mail, and at which address (policy 9(4)).

    It exists because of its provision, and goes with it. `agreed_at` is when they agreed (obligations b-6).
    """

    provision = SiteForeignKey(Provision, on_delete=models.CASCADE, related_name="wishes")
    member = SiteForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(max_length=254)
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "member"], name="provided_wish_once"),
            models.UniqueConstraint(fields=["site", "provision"], name="provided_wish_provision"),
        ]
        indexes = [models.Index(fields=["site", "-agreed_at", "id"], name="provided_wish_newest")]


class LookUp(SiteOwned):
    """Somebody of the operator's staff looked members up; without a `person`, one of its systems, called `staff_name`.

    `of_answers`: what they saw were answers to profile fields.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False, null=True
    )
    act = models.CharField(max_length=10, choices=Act)
    purpose = models.CharField(max_length=20)
    staff_name = models.CharField(max_length=60)
    rows = models.PositiveIntegerField()
    of_answers = models.BooleanField(default=False, db_default=False)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["site", "-made_at"], name="look_up_newest")]


class LookedUp(SiteOwned):
    """One member among those somebody looked up: what the member is shown."""

    look_up = SiteForeignKey(LookUp, on_delete=models.CASCADE, related_name="seen")
    member = SiteForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "member", "look_up"], name="looked_up_once")]
        indexes = [models.Index(fields=["site", "look_up"], name="looked_up_by_look_up")]


class OperatorTask(SiteOwned):
    """Something the operator must do with what it received: take over a correction, erase what it took along in files, or
    stop its advertising.

    `items` says what of; the values are not in here. It is done once somebody of its staff has said so (`done_at`).
    """

    provision = SiteForeignKey(Provision, on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=10, choices=TaskKind)
    items = ArrayField(models.CharField(max_length=20))
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["site", "done_at", "due_on"], name="operator_task_open")]
