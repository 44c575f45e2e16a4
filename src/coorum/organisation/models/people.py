"""The provider's people: what they were taught, on which devices they work, and who had which duty when.

Nothing of it is edited (migration `people_stay`): a course that changes is another course, a device that changes hands is
given back first. `person` and the like are ids and no keys to rows: what happened outlives the account.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.accounts.roles import Duty
from coorum.base.ids import new_id
from coorum.organisation.people.kinds import Charge, DeviceKind, How


class Course(models.Model):
    """Something that who has one of `duties` must know, again after `months`. With a text it is read at the desk."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title_ja = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    text_ja = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    months = models.PositiveSmallIntegerField(default=12)
    duties = ArrayField(models.CharField(max_length=20, choices=Duty))
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(months__gte=1, months__lte=36), name="course_lasts_months")
        ]

    @property
    def is_over(self) -> bool:
        """Whether nobody must have it any more."""
        return hasattr(self, "end")

    def title(self, language: str) -> str:
        return self.title_ja if language == "ja" else self.title_en

    def text(self, language: str) -> str:
        return self.text_ja if language == "ja" else self.text_en


class CourseEnd(models.Model):
    """Nobody must have it any more."""

    course = models.OneToOneField(Course, on_delete=models.PROTECT, primary_key=True, related_name="end")
    why = models.CharField(max_length=400)
    ended_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()


class Attendance(models.Model):
    """Somebody attended a course, or read its text. Whoever did not read it at the desk is written down by another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="attendances")
    person = models.UUIDField()
    happened_on = models.DateField()
    how = models.CharField(max_length=10, choices=How)
    evidence = models.CharField(max_length=400, blank=True)
    recorded_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(how=How.READ)
                | models.Q(recorded_by=None)
                | ~models.Q(recorded_by=models.F("person")),
                name="attendance_seen_by_another",
            )
        ]
        indexes = [models.Index(fields=["person", "course", "-happened_on"], name="attendance_newest")]


class Device(models.Model):
    """A machine or medium on which personal data is handled, and who has it. No serial number is asked for."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    label = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=DeviceKind)
    holder = models.UUIDField()
    registered_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    @property
    def is_out(self) -> bool:
        """Whether it is no longer in use."""
        return hasattr(self, "giving_back")


class DeviceCheck(models.Model):
    """Somebody looked at it. The newest counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="checks")
    is_encrypted = models.BooleanField()
    is_locked = models.BooleanField()
    words = models.CharField(max_length=400, blank=True)
    checked_on = models.DateField()
    checked_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    @property
    def is_sound(self) -> bool:
        return self.is_encrypted and self.is_locked


class DeviceReturn(models.Model):
    """It is no longer in use: given back, or lost; and on which day it was wiped, if it was."""

    device = models.OneToOneField(Device, on_delete=models.PROTECT, primary_key=True, related_name="giving_back")
    returned_on = models.DateField()
    wiped_on = models.DateField(null=True)
    words = models.CharField(max_length=400, blank=True)
    recorded_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()


class RoleSnapshot(models.Model):
    """Who had which duty in a month: how many, here; under which references, in the evidence. `month` is its first day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    month = models.DateField(unique=True)
    administrators = models.PositiveSmallIntegerField()
    officers = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()


class Reminder(models.Model):
    """`person` was told of a day that concerns `whose`: 30 and 7 days before (`ahead`), and once it passed (0). Once each."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    charge = models.CharField(max_length=10, choices=Charge)
    about = models.UUIDField()
    whose = models.UUIDField(null=True)
    person = models.UUIDField()
    due = models.DateField()
    ahead = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["charge", "about", "whose", "person", "due", "ahead"],
                name="organisation_reminder_once",
                nulls_distinct=False,
            )
        ]
