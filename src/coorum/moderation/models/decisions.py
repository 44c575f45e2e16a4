"""What the author said to a claim, what was decided, and who asked for another look."""

from datetime import date

from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.moderation.clocks import last_day
from coorum.moderation.kinds import AWAY, Ground, Outcome, Side, Standard
from coorum.moderation.models.cases import Case


class Hearing(SiteOwned):
    """The author was shown the claim (`words`), and can object until `ends_at`: the first instant that is too late."""

    case = SiteForeignKey(Case, on_delete=models.CASCADE, related_name="hearings")
    words = EncryptedTextField()
    asked_by = models.UUIDField()
    in_election = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_objection = models.BooleanField(null=True)
    answer = EncryptedTextField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "case"], name="hearing_once"),
            models.CheckConstraint(
                condition=models.Q(answered_at=None) | models.Q(answered_at__lt=models.F("ends_at")),
                name="hearing_in_time",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, is_objection=None)
                | models.Q(answered_at__isnull=False, is_objection__isnull=False),
                name="hearing_answered_whole",
            ),
        ]

    @property
    def last_day(self) -> date:
        """The last day on which the author can answer."""
        return last_day(self.ends_at)


class Decision(SiteOwned):
    """What was decided about the words, why, and by whom: never edited. `place` counts the decisions of a case from 1.

    `at_desk`: the provider decided. `untold` is why the author is not told (terms 9(3): where telling would put others at
    risk), and empty where they are.
    """

    case = SiteForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    place = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    ground = models.CharField(max_length=8, choices=Ground, blank=True)
    standard = models.CharField(max_length=10, choices=Standard, blank=True)
    reason = models.TextField()
    untold = models.TextField(blank=True)
    decided_by = models.UUIDField()
    at_desk = models.BooleanField(default=False)
    on_appeal = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "case", "place"], name="decision_place_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="decision_has_a_reason"),
            models.CheckConstraint(
                condition=~models.Q(outcome__in=AWAY) | ~(models.Q(standard="") | models.Q(ground="")),
                name="decision_cites_a_standard",
            ),
        ]


class Appeal(SiteOwned):
    """Somebody asked for another look at a decision, once. `report` says whose report it was where a reporter asks."""

    decision = SiteForeignKey(Decision, on_delete=models.CASCADE, related_name="appeals")
    report = SiteForeignKey("moderation.Report", on_delete=models.CASCADE, null=True, related_name="+")
    side = models.CharField(max_length=8, choices=Side)
    words = EncryptedTextField()
    filed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "decision"], name="appeal_once")]
