"""A case: what was asked, where it stands, and every step it took. It is the provider's: it belongs to no site."""

from django.conf import settings
from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.ids import new_id, short
from coorum.base.mail_codes import MailedCode
from coorum.privacy import words
from coorum.privacy.kinds import Channel, Form, Kind, State, Step


class RightsRequest(models.Model):
    """What somebody asked about their data (obligations b-4). `received_at` is D0: arrival, by whatever channel.

    `community` is the one site it concerns; without it, everything we hold. `address` is set where no account asks.
    `linked_to` is the open request of the same kind that this one was joined to.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)
    channel = models.CharField(max_length=10, choices=Channel)
    form = models.CharField(max_length=12, choices=Form, default=Form.ELECTRONIC)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    address = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=2, default="ja")
    community = models.ForeignKey("sites.Site", on_delete=models.PROTECT, null=True, related_name="+")
    words = EncryptedTextField()
    postal_address = EncryptedTextField()
    linked_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="linked")
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(address=""), name="request_of_somebody"
            ),
            models.UniqueConstraint(fields=["id", "kind"], name="request_with_kind"),
        ]
        indexes = [
            models.Index(fields=["person", "-received_at"], name="request_of_person"),
            models.Index(fields=["state", "received_at"], name="request_by_risk"),
        ]

    @property
    def label(self) -> str:
        """What people call the case: the last eight signs of its short id."""
        return short(self.id)[-8:].upper()


class Transition(models.Model):
    """One step of a case: who, when, why. Never edited; the database refuses it for three years (retention)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="transitions")
    step = models.CharField(max_length=16, choices=Step)
    before = models.CharField(max_length=20, choices=State)
    after = models.CharField(max_length=20, choices=State)
    actor = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    why = models.TextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["request", "made_at", "id"], name="transition_in_order")]

    @property
    def reason(self) -> str:
        """Why, as it is read."""
        return words.reason(self.why)


class MailCode(MailedCode):
    """A code that was sent to the address of somebody without an account."""

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="codes")

    class Meta:
        indexes = [models.Index(fields=["request", "-sent_at"], name="mail_code_newest")]


class Identification(models.Model):
    """How we made sure who asks: no more than this is kept (obligations P10.5)."""

    request = models.OneToOneField(RightsRequest, on_delete=models.CASCADE, primary_key=True, related_name="identity")
    method = models.CharField(max_length=20)
    level = models.CharField(max_length=12)
    verified_at = models.DateTimeField()

    @property
    def reach(self) -> str:
        """How far it reaches, as it is read."""
        return str(words.LEVELS[self.level])
