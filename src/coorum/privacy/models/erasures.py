"""An erasure: whose, where, how far; what each system answered; and the signed papers about it."""

from datetime import datetime

from django.conf import settings
from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.ids import new_id, short
from coorum.privacy.erasure.kinds import ENDED, Result, Stage, State, Step
from coorum.privacy.erasure.rules import due_at
from coorum.privacy.models.cases import RightsRequest


class Erasure(models.Model):
    """Somebody leaves `community`, or with none closes their account everywhere (obligations c-5).

    `request` is the case by which an officer ordered it; where no account asked, its address says whose it is. `refs` are
    the random names of the evidence, as JSON by site, emptied once it has forgotten them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    community = models.ForeignKey("sites.Site", on_delete=models.PROTECT, null=True, related_name="+")
    request = models.ForeignKey(RightsRequest, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.REQUESTED)
    keep_posts = models.BooleanField(default=True)
    language = models.CharField(max_length=2, default="ja")
    refs = EncryptedTextField(default="")
    asked_at = models.DateTimeField()
    rested_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    proven_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "community"],
                condition=models.Q(person__isnull=False) & ~models.Q(state__in=[*ENDED, State.REQUESTED]),
                nulls_distinct=False,
                name="erasure_one_open",
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="erasure_by_state")]

    @property
    def label(self) -> str:
        """What people call it: the last eight signs of its short id."""
        return short(self.id)[-8:].upper()

    @property
    def due_at(self) -> datetime | None:
        """When time alone moves it on."""
        return due_at(State(self.state), asked=self.asked_at, rested=self.rested_at, erased=self.erased_at)


class ErasureStep(models.Model):
    """One step. Never edited; the database refuses it for three years."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=Step)
    before = models.CharField(max_length=12, choices=State)
    after = models.CharField(max_length=12, choices=State)
    actor = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    why = models.TextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["erasure", "made_at", "id"], name="erasure_step_in_order")]


class ErasureAnswer(models.Model):
    """What one dataset or system answered, on one site or (without one) where data belongs to none.

    `kept` lists {rule, rows, until}; `proof` is a SHA-256 over what was destroyed, where there is one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="answers")
    system = models.CharField(max_length=60)
    community = models.ForeignKey("sites.Site", on_delete=models.PROTECT, null=True, related_name="+")
    result = models.CharField(max_length=6, choices=Result)
    erased = models.PositiveIntegerField(default=0)
    masked = models.PositiveIntegerField(default=0)
    kept = models.JSONField(default=list)
    proof = models.CharField(max_length=64, blank=True)
    fault = models.CharField(max_length=100, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["erasure", "system", "community"], nulls_distinct=False, name="erasure_answer_once"
            )
        ]


class ErasureManifest(models.Model):
    """A signed paper: what was erased where, what stays until when. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="manifests")
    stage = models.CharField(max_length=8, choices=Stage)
    document = models.JSONField()
    signed = models.TextField()
    sha256 = models.CharField(max_length=64)
    ledger_key = models.UUIDField(default=new_id, editable=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["erasure", "stage"], name="erasure_manifest_once")]


class OwnCopy(models.Model):
    """A person's own data as a file they asked for without a case: made by a task, sealed, gone after a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, default="ja")
    parts = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    file = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=100, blank=True)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-asked_at"], name="own_copy_newest")]
