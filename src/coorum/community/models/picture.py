"""Pictures that people upload into posts and comments."""

from django.db import models

from coorum.base.models import SiteOwned


class Picture(SiteOwned):
    """One picture, re-encoded, in several sizes. `owner` is the uploader's person id.

    `renditions` is a list of {"name", "key", "width", "height", "format"}: files of the file store; the one named
    `master` is what AVIF is made from, later, and gone after that. `placed_at` is when a post
    or comment first showed it; what is never placed is thrown away after some days.
    """

    owner = models.UUIDField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    colour = models.CharField(max_length=7, default="#dddddd")
    renditions = models.JSONField()
    uploaded_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["site", "owner", "-uploaded_at"], name="picture_owner"),
            models.Index(
                fields=["site", "uploaded_at"],
                name="picture_unplaced",
                condition=models.Q(placed_at__isnull=True),
            ),
        ]
