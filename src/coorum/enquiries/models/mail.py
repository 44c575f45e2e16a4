"""What arrived at the mailbox, what became of it, and how the mailbox is."""

from django.db import models

from coorum.base.ids import new_id
from coorum.enquiries.kinds import Outcome, Trouble
from coorum.enquiries.models.cases import Enquiry, Message


class Arrival(models.Model):
    """A mail that was taken in, once: `place` is where it lay (IMAP: UIDVALIDITY and UID), `mail_id` its Message-ID.

    Every arrival has an outcome; one that opened or joined a case names it (proof P0.3).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=120, unique=True)
    mail_id = models.CharField(max_length=255)
    outcome = models.CharField(max_length=10, choices=Outcome)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.SET_NULL, null=True, related_name="arrivals")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    arrived_at = models.DateTimeField()
    taken_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["mail_id"], name="arrival_by_mail"),
            models.Index(fields=["taken_at"], name="arrival_by_time"),
        ]


class Bounce(models.Model):
    """A letter of ours came back. `letter` is its id in the outbox, where it could be read off."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    arrival = models.OneToOneField(Arrival, on_delete=models.CASCADE, related_name="bounce")
    letter = models.UUIDField(null=True)
    address = models.CharField(max_length=254, blank=True)
    status = models.CharField(max_length=20, blank=True)
    is_lasting = models.BooleanField(default=False)
    at = models.DateTimeField()


class MailboxTrouble(models.Model):
    """Something is wrong with the mailbox, from when to when; the officers were told once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=Trouble)
    words = models.CharField(max_length=300)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=models.Q(ended_at=None), name="mailbox_trouble_once"),
        ]


class MailProbe(models.Model):
    """A letter to our own published address: it must arrive as one within the hour."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    address = models.EmailField(max_length=254)
    sent_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
