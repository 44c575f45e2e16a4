"""Comments, and replies to them."""

from django.db import models

from coorum.base.models import SiteForeignKey
from coorum.community.models.post import Post
from coorum.community.models.spoken import Spoken


class Comment(Spoken):
    """An answer to a post, or (`parent`) a reply to such an answer; replies are not answered further.

    `number` counts the comments of one post from 1, in the order they came. `thread` is the number of the comment that
    opened the thread (its own, unless it is a reply): pages are read in the order (thread, number), one index long.
    """

    post = SiteForeignKey(Post, on_delete=models.CASCADE, related_name="comments")
    parent = SiteForeignKey("self", on_delete=models.CASCADE, null=True, related_name="replies")
    number = models.PositiveIntegerField()
    thread = models.PositiveIntegerField()
    reply_count = models.PositiveIntegerField(default=0)

    class Meta(Spoken.Meta):
        constraints = [
            *Spoken.Meta.constraints,
            models.UniqueConstraint(fields=["site", "post", "number"], name="comment_number_once"),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True, thread=models.F("number"))
                | models.Q(parent__isnull=False, thread__lt=models.F("number"), reply_count=0),
                name="comment_one_level",
            ),
        ]
        indexes = [
            models.Index(fields=["site", "post", "thread", "number"], name="comment_order"),
            models.Index(fields=["site", "parent", "number"], name="comment_replies"),
            models.Index(fields=["site", "author", "-created_at", "-id"], name="comment_author"),
            models.Index(fields=["site", "-created_at"], name="comment_newest"),
        ]

    @property
    def is_reply(self) -> bool:
        return self.parent_id is not None
