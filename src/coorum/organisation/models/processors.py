"""The register of processors: an entry, its versions, every step about it and the papers behind them. It belongs to no site.

Versions, steps, country descriptions are never edited (migration `steps_stay`); they are kept five years after the contract.
"""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.ids import new_id
from coorum.organisation.kinds import Due, Role, Route, State, Step


class Processor(models.Model):
    """Somebody to whom handling is entrusted (委託先). `serves` is the outside service it runs (base/outside.py), if any."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    serves = models.CharField(max_length=20, blank=True)
    proposed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["serves", "state"], name="processor_by_service")]


class ProcessorVersion(models.Model):
    """What the register says of it. The newest counts, the older ones stay.

    `items` are ids of data items (consent/items.py), `communities` the sites concerned (empty: all), `country` and each
    sub-processor's an ISO 3166 code; `subprocessors` a list of {name, country, work, approved}. `measures` and `looks`
    describe the system of equivalent measures and how it is checked (rule 16, 18).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    processor = models.ForeignKey(Processor, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    representative = models.CharField(max_length=120)
    service = models.CharField(max_length=200)
    items = ArrayField(models.CharField(max_length=20))
    legal_role = models.CharField(max_length=10, choices=Role)
    communities = ArrayField(models.UUIDField(), blank=True)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=120, blank=True)
    access = models.CharField(max_length=200)
    incident_contact = models.CharField(max_length=200)
    incident_hours = models.PositiveSmallIntegerField()
    subprocessors = models.JSONField(default=list)
    route = models.CharField(max_length=12, choices=Route)
    measures = models.TextField(blank=True)
    looks = models.CharField(max_length=200, blank=True)
    look_every = models.PositiveSmallIntegerField(default=12)
    written_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["processor", "number"], name="processor_version_once"),
            models.CheckConstraint(
                condition=models.Q(country="JP") | ~models.Q(route="domestic"), name="processor_abroad_is_not_domestic"
            ),
        ]


class ProcessorStep(models.Model):
    """One step: who, on which day, why, and what was ticked or found. Its id is its form's key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    processor = models.ForeignKey(Processor, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=Step)
    before = models.CharField(max_length=12, choices=State)
    after = models.CharField(max_length=12, choices=State)
    actor = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    is_alone = models.BooleanField(default=False)
    why = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    happened_on = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["processor", "made_at", "id"], name="processor_step_in_order")]


class ProcessorPaper(models.Model):
    """A contract, or a certificate of deletion: the file as it was handed in (Base64, sealed), its digest in the chain."""

    step = models.OneToOneField(ProcessorStep, on_delete=models.PROTECT, primary_key=True, related_name="paper")
    name = models.CharField(max_length=200)
    content = EncryptedTextField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")), name="contract_days_in_order"
            )
        ]

    def holds_on(self, day: date) -> bool:
        """Whether it is a contract that holds on this day, its first and last included."""
        return self.starts_on is not None and self.ends_on is not None and self.starts_on <= day <= self.ends_on


class CountryVersion(models.Model):
    """How personal information is protected in a country, as far as it could be learned (APPI 28(2), rule 17)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    country = models.CharField(max_length=2)
    number = models.PositiveSmallIntegerField()
    regime = models.TextField()
    interferes = models.TextField(blank=True)
    source = models.CharField(max_length=200)
    written_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "number"], name="country_version_once")]


class ProcessorAlarm(models.Model):
    """The officers were reminded of a day, or told that it passed: once each."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    processor = models.ForeignKey(Processor, on_delete=models.PROTECT, related_name="alarms")
    what = models.CharField(max_length=12, choices=Due)
    due = models.DateField()
    has_passed = models.BooleanField()
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["processor", "what", "due", "has_passed"], name="processor_alarm_once")
        ]
