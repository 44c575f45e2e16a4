"""Visits: what a member has seen, so that what is new can be shown as new.

A visit lasts until half an hour passes without the member; `new_after` is what they had seen when it began, so that a
reload does not make news old.
"""

from django.db import models

from coorum.base.models import SiteForeignKey, SiteOwned
from coorum.community.models.board import Board
from coorum.community.models.post import Post


class BoardVisit(SiteOwned):
    """A member's last visit to a board."""

    member = SiteForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="+")
    board = SiteForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    new_after = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "member", "board"], name="board_visit_once")]


class PostVisit(SiteOwned):
    """A member's last visit to a post: up to which comment's number they have read."""

    member = SiteForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="+")
    post = SiteForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    new_after = models.PositiveIntegerField()
    seen_number = models.PositiveIntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "member", "post"], name="post_visit_once")]
        indexes = [models.Index(fields=["site", "post"], name="post_visit_post")]
