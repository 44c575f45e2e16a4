"""Enquiries, what was written in them, and every step. They are the provider's: a case belongs to no site, it may concern one."""

from django.conf import settings
from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.ids import new_id, short
from coorum.base.mail_codes import MailedCode
from coorum.enquiries.kinds import Channel, Direction, Kind, State, Step


def number_of(enquiry: "Enquiry") -> str:
    """What people call a case: the last eight signs of its short id, which are drawn by lot."""
    return short(enquiry.id)[-8:].upper()


class Enquiry(models.Model):
    """Somebody wrote. `received_at` is D0: arrival, whenever it was read; `due_on` the last day for the next answer.

    `person` is set where an account wrote by the form; who a mail says it is from is an address to answer to, no identity.
    `linked_to` is the case this one was joined to, `request` what was opened out of it in the privacy room.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=8, unique=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    channel = models.CharField(max_length=8, choices=Channel)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    address = models.EmailField(max_length=254, blank=True)
    name = EncryptedTextField()
    subject = EncryptedTextField()
    language = models.CharField(max_length=2, default="ja")
    community = models.ForeignKey("sites.Site", on_delete=models.PROTECT, null=True, related_name="+")
    linked_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="linked")
    request = models.ForeignKey("privacy.RightsRequest", on_delete=models.SET_NULL, null=True, related_name="+")
    received_at = models.DateTimeField()
    due_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_on"], name="enquiry_by_due"),
            models.Index(fields=["address", "-received_at"], name="enquiry_of_address"),
            models.Index(fields=["person", "-received_at"], name="enquiry_of_person"),
            models.Index(fields=["received_at"], name="enquiry_by_arrival"),
        ]

    @property
    def label(self) -> str:
        return self.number

    def save(self, **kwargs: object) -> None:
        self.number = self.number or number_of(self)
        super().save(**kwargs)  # type: ignore[arg-type]


class Message(models.Model):
    """One message of a case. `mail_id` is its Message-ID, to which replies refer.

    `digest` is a keyed hash of its words, by which the same letter sent twice is known. `authentication` is what our mail
    server says of the sender (Authentication-Results), for officers to read: nothing is decided by it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=3, choices=Direction)
    written_by = models.UUIDField(null=True)
    sender = EncryptedTextField()
    words = EncryptedTextField()
    mail_id = models.CharField(max_length=255, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    authentication = models.CharField(max_length=500, blank=True)
    is_automatic = models.BooleanField(default=False)
    is_cut = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["enquiry", "at", "id"], name="message_in_order"),
            models.Index(fields=["mail_id"], name="message_by_mail", condition=~models.Q(mail_id="")),
            models.Index(fields=["digest", "-at"], name="message_by_digest", condition=~models.Q(digest="")),
        ]


class Attachment(models.Model):
    """What came with a message: a sealed file, given out as a download to officers only. `file` is empty where none was kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = EncryptedTextField()
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=200, blank=True)


class EnquiryStep(models.Model):
    """One step of a case: who, when, why. Never edited; the database refuses it for three years."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=12, choices=Step)
    before = models.CharField(max_length=12, choices=State)
    after = models.CharField(max_length=12, choices=State)
    actor = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    is_alone = models.BooleanField(default=False)
    why = models.TextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["enquiry", "made_at", "id"], name="enquiry_step_in_order")]


class EnquiryAlarm(models.Model):
    """The officers were reminded of an answer that is due, or told that it is late: once each."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="alarms")
    due_on = models.DateField()
    has_passed = models.BooleanField()
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "due_on", "has_passed"], name="enquiry_alarm_once"),
        ]


class EnquiryCode(MailedCode):
    """A code that was sent to a writer without an account."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="codes")

    class Meta:
        indexes = [models.Index(fields=["enquiry", "-sent_at"], name="enquiry_code_newest")]


class Rating(models.Model):
    """How helpful an answer was, 1 to 5, once for each answer."""

    answer = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="rating")
    score = models.PositiveSmallIntegerField()
    words = EncryptedTextField()
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(score__range=(1, 5)), name="rating_one_to_five"),
        ]


class TextBlock(models.Model):
    """A text that officers put into answers. `{name}`, `{number}`, `{provider}` and `{site}` are filled in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=80)
    language = models.CharField(max_length=2)
    words = models.TextField()
    edited_by = models.UUIDField(null=True)
    edited_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["language", "title"]
