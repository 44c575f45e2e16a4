"""Drafts: what somebody is still writing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.community.models.board import Board
from coorum.community.models.comment import Comment
from coorum.community.models.picture import Picture
from coorum.community.models.post import Post


class DraftKind(models.TextChoices):
    """What the draft is to become."""

    POST = "post", _("Post")
    POST_EDIT = "post_edit", _("Change of a post")
    COMMENT = "comment", _("Comment")
    REPLY = "reply", _("Reply")
    COMMENT_EDIT = "comment_edit", _("Change of a comment")


class Draft(SiteOwned):
    """Words kept for the person who types them, until they are sent or thrown away by their hand.

    `key` is the form's: what is sent under it takes the draft's place. `board`, `post` and `comment` say where it was
    meant to go and may vanish; the words stay. `revision` is the one an edit started from.
    """

    owner = models.UUIDField()
    key = models.UUIDField()
    kind = models.CharField(max_length=12, choices=DraftKind)
    board = SiteForeignKey(Board, on_delete=models.SET_NULL, null=True, related_name="+")
    post = SiteForeignKey(Post, on_delete=models.SET_NULL, null=True, related_name="+")
    comment = SiteForeignKey(Comment, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=320, blank=True)
    body = models.TextField(blank=True)
    cover = SiteForeignKey(Picture, on_delete=models.SET_NULL, null=True, related_name="+")
    revision = models.PositiveIntegerField(null=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "owner", "key"], name="draft_key_once")]
        indexes = [
            models.Index(fields=["site", "owner", "-saved_at"], name="draft_newest"),
            models.Index(fields=["site", "post"], name="draft_post", condition=models.Q(post__isnull=False)),
            models.Index(fields=["site", "comment"], name="draft_comment", condition=models.Q(comment__isnull=False)),
            models.Index(fields=["site", "cover"], name="draft_cover", condition=models.Q(cover__isnull=False)),
        ]
