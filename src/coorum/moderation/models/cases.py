"""Cases: what is reported, where it stands, and each step."""

from datetime import date

from django.db import models

from coorum.base.ids import short
from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.moderation.clocks import last_day
from coorum.moderation.kinds import Kind, State, Step


def number_of(case: "Case") -> str:
    """What people call a case: the last eight signs of its short id, which are drawn by lot."""
    return short(case.id)[-8:].upper()


class Case(SiteOwned):
    """One thing that was said, reported for one kind of reason, by one or many.

    `subject_kind` and `subject_id` name it; `author` is the member who said it, None where the operator spoke. `revision` is
    the edit that was reported. `handler` is the person of the staff who looks into it. `due_at` is when the next answer is too
    late: the first instant after the last day. `is_hidden`: off the pages because of this case.
    """

    number = models.CharField(max_length=8)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    author = SiteForeignKey("accounts.Member", on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=14, choices=State, default=State.SUBMITTED)
    is_hidden = models.BooleanField(default=False)
    handler = models.UUIDField(null=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "number"], name="case_number_once"),
            models.UniqueConstraint(
                fields=["site", "subject_id", "kind"],
                condition=models.Q(state__in=["submitted", "acked", "triaged", "investigating", "sender_asked"]),
                name="case_open_once",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "state", "due_at"], name="case_by_due"),
            models.Index(fields=["site", "subject_id"], name="case_of_subject"),
            models.Index(fields=["site", "author", "-opened_at"], name="case_of_author"),
        ]

    @property
    def last_day(self) -> date:
        """The last day on which it can be answered in time."""
        return last_day(self.due_at)

    def save(self, **kwargs: object) -> None:
        self.number = self.number or number_of(self)
        super().save(**kwargs)


class CaseStep(SiteOwned):
    """One step of a case: who, when, why. Never edited; the database refuses it for three years."""

    case = SiteForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=14, choices=Step)
    before = models.CharField(max_length=14, choices=State)
    after = models.CharField(max_length=14, choices=State)
    actor = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    why = models.TextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["site", "case", "made_at", "id"], name="case_step_in_order")]


class CaseAlarm(SiteOwned):
    """The staff were told of a case: that it arrived and presses, that its day is near, or that it has passed. Once each."""

    case = SiteForeignKey(Case, on_delete=models.CASCADE, related_name="alarms")
    due_at = models.DateTimeField()
    what = models.CharField(max_length=8)
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "case", "due_at", "what"], name="case_alarm_once")]
