"""Published documents with all their versions, and what people agreed to, with a receipt for each act."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.base.ids import new_id
from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.consent.kinds import WHOLE, ChangeClass, ConsentKind, PolicyKind, ReceiptEvent, VersionChoice


class PolicyVersion(models.Model):
    """One published version: never edited, never deleted (a trigger sees to it); a mistake is mended by a new version."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=PolicyKind)
    community = models.ForeignKey("sites.Site", on_delete=models.PROTECT, null=True, related_name="policy_versions")
    number = models.CharField(max_length=12)
    change_class = models.CharField(max_length=6, choices=ChangeClass)
    summary = models.JSONField(default=dict)
    announced_at = models.DateTimeField()
    effective_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "community", "number"], nulls_distinct=False, name="policy_version_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(effective_at__gte=models.F("announced_at")), name="policy_version_never_retroactive"
            ),
        ]


class PolicyText(models.Model):
    """The words of a version in one language, as articles and paragraphs, with their SHA-256."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=2)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="policy_text_language_once")]


class Receipt(SiteOwned):
    """What a person did about a consent: a signed record they can keep and check (ISO/IEC TS 27560, obligations b-3).

    `document` is the record, `signed` the same as a compact JWS (EdDSA). Kept as long as anything rests on it, and three
    years after. Append-only.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=ConsentKind)
    topic = models.UUIDField(default=WHOLE, db_default=WHOLE)
    event = models.CharField(max_length=10, choices=ReceiptEvent)
    document = models.JSONField()
    signed = models.TextField()
    ledger_key = models.UUIDField(default=new_id, editable=False)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["site", "person", "made_at"], name="receipt_of_person")]


class Consent(SiteOwned):
    """A consent in force. Withdrawing removes the row; its receipts remain. `topic` is what it is about, where one of its
    kind is not enough: the profile field that was answered.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=ConsentKind)
    topic = models.UUIDField(default=WHOLE, db_default=WHOLE)
    purposes = ArrayField(models.CharField(max_length=20))
    items = ArrayField(models.CharField(max_length=20))
    receipt = SiteForeignKey(Receipt, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "person", "kind", "topic"], name="consent_once")]


class VersionAnswer(models.Model):
    """What a person said to a version that needs consent, with its signed receipt. Append-only: the newest counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    answer = models.CharField(max_length=8, choices=VersionChoice)
    document = models.JSONField()
    signed = models.TextField()
    ledger_key = models.UUIDField(default=new_id, editable=False)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "version", "made_at"], name="version_answer_of_person")]


class NewsDismissal(models.Model):
    """A person has seen the announcement of a version: the banner does not come back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "version"], name="news_dismissed_once")]
