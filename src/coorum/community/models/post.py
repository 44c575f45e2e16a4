"""Posts."""

from django.db import models

from coorum.base.models import SiteForeignKey
from coorum.community.models.board import Board
from coorum.community.models.picture import Picture
from coorum.community.models.spoken import Spoken


class Post(Spoken):
    """What a talk starts from. `comment_number` is the last number given to a comment, `comment_count` how many stand."""

    board = SiteForeignKey(Board, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=320)
    excerpt = models.CharField(max_length=200, blank=True)
    cover = SiteForeignKey(Picture, on_delete=models.SET_NULL, null=True, related_name="+")
    comment_count = models.PositiveIntegerField(default=0)
    comment_number = models.PositiveIntegerField(default=0)
    last_activity_at = models.DateTimeField()

    class Meta(Spoken.Meta):
        indexes = [
            models.Index(fields=["site", "board", "-last_activity_at", "-id"], name="post_board_active"),
            models.Index(fields=["site", "board", "-created_at", "-id"], name="post_board_newest"),
            models.Index(fields=["site", "-created_at", "-id"], name="post_newest"),
            models.Index(fields=["site", "author", "-created_at", "-id"], name="post_author"),
            models.Index(fields=["site", "cover"], name="post_cover", condition=models.Q(cover__isnull=False)),
        ]
