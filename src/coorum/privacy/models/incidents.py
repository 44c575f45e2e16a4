"""Incidents, every step about them, what was assessed, written, filed and told. They are the provider's and belong to no site.

Steps and assessments are never edited, nor deleted within five years (migration `incident_steps_stay`; obligations b-5).
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.ids import new_id, short
from coorum.privacy.incidents.clock import MANY
from coorum.privacy.incidents.kinds import Due, Phase, Role, Step


class Incident(models.Model):
    """Something that may be a leak, a loss or the like. `noticed_at` is when a department first noticed anything."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=120)
    phase = models.CharField(max_length=12, choices=Phase, default=Phase.SUSPECTED)
    words = EncryptedTextField()
    department = models.CharField(max_length=60)
    noticed_at = models.DateTimeField()
    reported_by = models.UUIDField(null=True)
    reported_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["phase", "noticed_at"], name="incident_by_phase")]

    @property
    def label(self) -> str:
        """What people call it: the last eight signs of its short id."""
        return short(self.id)[-8:].upper()


class IncidentStep(models.Model):
    """One step: who, when it happened (for `know`: T0), when it was written down, and why. Its id is its form's key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=20, choices=Step)
    before = models.CharField(max_length=12, choices=Phase)
    after = models.CharField(max_length=12, choices=Phase)
    actor = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    is_alone = models.BooleanField(default=False)
    why = models.TextField(blank=True)
    happened_at = models.DateTimeField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["incident", "made_at", "id"], name="incident_step_in_order")]
        constraints = [
            models.UniqueConstraint(fields=["incident"], condition=models.Q(step="know"), name="incident_known_once")
        ]


class IncidentAssessment(models.Model):
    """What was found of the four triggers, of whose data it was and of how many. The newest counts, the older ones stay.

    `communities` are the sites whose operators entrusted the data; `least` and `most` count persons.
    """

    step = models.OneToOneField(IncidentStep, on_delete=models.PROTECT, primary_key=True, related_name="assessment")
    triggers = ArrayField(models.CharField(max_length=12), blank=True)
    role = models.CharField(max_length=10, choices=Role)
    is_exempt = models.BooleanField(default=False)
    least = models.PositiveIntegerField()
    most = models.PositiveIntegerField()
    communities = ArrayField(models.UUIDField(), blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(least__lte=models.F("most")), name="incident_count_in_order"),
            models.CheckConstraint(
                condition=models.Q(most__lte=MANY) | models.Q(triggers__contains=["many"]), name="incident_many_is_many"
            ),
        ]


class IncidentText(models.Model):
    """What an officer wrote for one of the nine items of the report. The newest counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="texts")
    item = models.PositiveSmallIntegerField()
    words = EncryptedTextField()
    written_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(item__range=(1, 9)), name="incident_item_of_nine"),
        ]


class IncidentReport(models.Model):
    """A report as it was filed: the nine items as JSON, its digest (which is in the chain), the commission's number."""

    step = models.OneToOneField(IncidentStep, on_delete=models.PROTECT, primary_key=True, related_name="report")
    content = EncryptedTextField()
    sha256 = models.CharField(max_length=64)
    reference = models.CharField(max_length=120, blank=True)


class IncidentNotice(models.Model):
    """One wave of letters to the persons: their words (items 1, 2, 4, 5 and 9 as JSON), and how far it is."""

    step = models.OneToOneField(IncidentStep, on_delete=models.PROTECT, primary_key=True, related_name="notice")
    words = EncryptedTextField()
    told = models.PositiveIntegerField(default=0)
    unreachable = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)


class IncidentPerson(models.Model):
    """Somebody whose data it was. `told_at` once a letter was written; `is_unreachable` where none can be.

    It goes with an account that is forgotten (never confirmed); how many were told stays with the notice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.DO_NOTHING, related_name="persons")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.DB_CASCADE, related_name="+")
    told_at = models.DateTimeField(null=True)
    is_unreachable = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "person"], name="incident_person_once")]
        indexes = [
            models.Index(
                fields=["incident", "id"],
                condition=models.Q(told_at=None, is_unreachable=False),
                name="incident_person_to_tell",
            )
        ]


class IncidentAlarm(models.Model):
    """The officers were reminded of a deadline, or told that it passed: once each."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="alarms")
    what = models.CharField(max_length=16, choices=Due)
    due = models.DateTimeField()
    has_passed = models.BooleanField()
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "what", "due", "has_passed"], name="incident_alarm_once")
        ]
