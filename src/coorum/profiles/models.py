"""Profile fields of an operator, and what members answered."""

from typing import Any

from django.db import models

from coorum.accounts.models import Member
from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.profiles.kinds import HINT, LABEL, WHY, Audience, Kind

#: Characters as people count them may take several code points (base/text.py).
_WIDE = 4


class Field(SiteOwned):
    """What an operator asks of its members besides the membership; nobody has to answer.

    `name` is what systems call it. `purpose` is one of the policy's list, `why` what the operator says it is for. `options` are
    `{"id", "ja", "en"}`, for kinds that are chosen from. What somebody agreed to stays: once there is an answer, what a field
    asks, what for and who sees it are final (rules.py). Since `removed_at` nobody is asked or shown anything; the answers go.
    """

    name = models.CharField(max_length=30)
    kind = models.CharField(max_length=8, choices=Kind)
    label_ja = models.CharField(max_length=_WIDE * LABEL)
    label_en = models.CharField(max_length=_WIDE * LABEL)
    hint_ja = models.CharField(max_length=_WIDE * HINT, blank=True)
    hint_en = models.CharField(max_length=_WIDE * HINT, blank=True)
    why_ja = models.CharField(max_length=_WIDE * WHY)
    why_en = models.CharField(max_length=_WIDE * WHY)
    options = models.JSONField(default=list)
    purpose = models.CharField(max_length=20)
    audience = models.CharField(max_length=8, choices=Audience)
    at_joining = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"], condition=models.Q(removed_at=None), name="profile_field_name_once"
            )
        ]

    def label(self, language: str) -> str:
        return self.label_ja if language == "ja" else self.label_en

    def hint(self, language: str) -> str:
        return self.hint_ja if language == "ja" else self.hint_en

    def why(self, language: str) -> str:
        return self.why_ja if language == "ja" else self.why_en


class Answer(SiteOwned):
    """What a member answered. It rests on the consent to this field and goes with it.

    `value`: a text, an option's id, a list of such, true or false, a date as YYYY-MM-DD, or a whole number.
    """

    field = SiteForeignKey(Field, on_delete=models.CASCADE, related_name="answers")
    member = SiteForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    value = models.JSONField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "member", "field"], name="profile_answer_once")]
        indexes = [models.Index(fields=["site", "field"], name="profile_answer_to_field")]

    def said(self, language: str) -> Any:
        """As people read it: the words of what was chosen, a text, a number; true and false and dates as they are."""
        names = {one["id"]: one[language] for one in self.field.options}
        if isinstance(self.value, list):
            return [names.get(one, "") for one in self.value]
        return names.get(self.value, "") if self.field.kind == Kind.CHOICE else self.value
