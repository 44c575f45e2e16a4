"""What becomes of an idea: the operator's decision, and that it goes on in another. Undoing either removes the row."""

from django.db import models

from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.community.kinds import DECISIONS, IdeaState
from coorum.community.models.post import Post


class IdeaDecision(SiteOwned):
    """What the operator makes of an idea, in a state and some `words` to members. `decided_by` is a person's id."""

    post = SiteForeignKey(Post, on_delete=models.CASCADE, related_name="decisions")
    state = models.CharField(max_length=12, choices=IdeaState)
    words = models.CharField(max_length=1200, blank=True)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "post"], name="idea_decision_once"),
            models.CheckConstraint(condition=models.Q(state__in=DECISIONS), name="idea_decision_says_something"),
        ]


class IdeaMerge(SiteOwned):
    """An idea (`post`) that goes on in another (`into`), with its votes. `merged_by` is a person's id.

    The votes are copies with the moment of those they copy: so the merge can be undone.
    """

    post = SiteForeignKey(Post, on_delete=models.CASCADE, related_name="merges")
    into = SiteForeignKey(Post, on_delete=models.CASCADE, related_name="merged_ideas")
    merged_by = models.UUIDField()
    merged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "post"], name="idea_merge_once"),
            models.CheckConstraint(condition=~models.Q(post=models.F("into")), name="idea_merge_of_two"),
        ]
        indexes = [models.Index(fields=["site", "into"], name="idea_merge_into")]
