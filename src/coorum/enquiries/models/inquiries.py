"""Inquiries of authorities (obligations b-12): each is the provider's, and concerns a person, a site, or nobody we know.

What was asked stays as it was registered; what is given is a row that the database holds to be part of it. Steps and
verifications are never edited, nor deleted within five years.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.ids import new_id, short
from coorum.enquiries.authorities.kinds import Document, Ground, MayTell, Phase, Reply, Secrecy, Step
from coorum.enquiries.models.cases import Enquiry


class Inquiry(models.Model):
    """An authority asks. `words` is whom it is about and what it says; `person` is set where that is an account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.RECEIVED)
    authority = models.CharField(max_length=120)
    reference = models.CharField(max_length=80, blank=True)
    document = models.CharField(max_length=12, choices=Document)
    secrecy = models.CharField(max_length=12, choices=Secrecy, default=Secrecy.CONFIDENTIAL)
    asked = ArrayField(models.CharField(max_length=14))
    words = EncryptedTextField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    community = models.ForeignKey("sites.Site", on_delete=models.PROTECT, null=True, related_name="+")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.SET_NULL, null=True, related_name="inquiries")
    answer_by = models.DateField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["phase", "received_at"], name="inquiry_by_phase")]

    @property
    def label(self) -> str:
        """What people call it: the last eight signs of its short id."""
        return short(self.id)[-8:].upper()


class InquiryStep(models.Model):
    """One step: who, when, why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=Step)
    before = models.CharField(max_length=10, choices=Phase)
    after = models.CharField(max_length=10, choices=Phase)
    actor = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    is_alone = models.BooleanField(default=False)
    why = models.TextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["inquiry", "made_at", "id"], name="inquiry_step_in_order")]


class InquiryVerification(models.Model):
    """Who called back, under which number, found where (not on the document), and who answered."""

    step = models.OneToOneField(InquiryStep, on_delete=models.PROTECT, primary_key=True, related_name="verification")
    number = models.CharField(max_length=40)
    found_in = models.CharField(max_length=200)
    spoke_to = models.CharField(max_length=120)
    made_at = models.DateTimeField()


class InquiryProposal(models.Model):
    """What an officer proposes to answer; the newest counts. `given` is part of `asked`, which the database checks."""

    step = models.OneToOneField(InquiryStep, on_delete=models.PROTECT, primary_key=True, related_name="proposal")
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="proposals")
    reply = models.CharField(max_length=8, choices=Reply)
    ground = models.CharField(max_length=12, choices=Ground, blank=True)
    asked = ArrayField(models.CharField(max_length=14))
    given = ArrayField(models.CharField(max_length=14), blank=True)
    reason = EncryptedTextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(given__contained_by=models.F("asked")), name="given_within_asked"
            ),
            models.CheckConstraint(
                condition=~models.Q(reply=Reply.GIVE) | ~models.Q(ground=""), name="given_on_a_ground"
            ),
        ]


class InquiryAnswer(models.Model):
    """What went out: the record of a provision to an authority, and a sealed copy of it. The law asks for none here; we keep one.

    `may_tell` says whether the person may hear of it, and from which day; `told_at` when they did.
    """

    step = models.OneToOneField(InquiryStep, on_delete=models.PROTECT, primary_key=True, related_name="answer")
    inquiry = models.OneToOneField(Inquiry, on_delete=models.PROTECT, related_name="answer")
    proposal = models.OneToOneField(InquiryProposal, on_delete=models.PROTECT, related_name="answer")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    file = models.CharField(max_length=200, blank=True)
    method = models.CharField(max_length=80)
    may_tell = models.CharField(max_length=6, choices=MayTell)
    tell_from = models.DateField(null=True)
    told_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField()
