"""Removals: who took something away, when and why. Restoring it removes the row."""

from django.db import models

from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.community.models.comment import Comment
from coorum.community.models.post import Post


class Removal(SiteOwned):
    """`removed_by` is a person's id; `by_staff` tells a decision of the operator from the author's own.

    `is_held`: a report took it away, its decision alone puts it back, and the words are kept (actions/holding.py).
    """

    removed_by = models.UUIDField()
    by_staff = models.BooleanField()
    reason = models.CharField(max_length=1200, blank=True)
    removed_at = models.DateTimeField()
    is_held = models.BooleanField(default=False)

    class Meta:
        abstract = True


class PostRemoval(Removal):
    """A post nobody sees any more, nor its comments."""

    post = SiteForeignKey(Post, on_delete=models.CASCADE, related_name="removals")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "post"], name="post_removal_once")]
        indexes = [models.Index(fields=["site", "removed_at"], name="post_removal_oldest")]


class CommentRemoval(Removal):
    """A comment nobody sees any more; its replies stay."""

    comment = SiteForeignKey(Comment, on_delete=models.CASCADE, related_name="removals")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "comment"], name="comment_removal_once")]
        indexes = [models.Index(fields=["site", "removed_at"], name="comment_removal_oldest")]
