"""What posts and comments have in common: somebody said it, in Markdown, and it can be edited."""

from django.db import models

from coorum.base.ids import new_id
from coorum.base.models import SiteForeignKey, SiteOwned


class Spoken(SiteOwned):
    """Words of a member (`author`), or of the operator through a person of its staff (`staff`, a person's id).

    `body_html` is rendered when it is written, never when it is read. `revision` counts edits, so that an edit made on
    an old page is noticed. `key` comes from the form: the same form sent twice makes one row.
    """

    author = SiteForeignKey("accounts.Member", on_delete=models.PROTECT, null=True, related_name="+")
    staff = models.UUIDField(null=True)
    body = models.TextField()
    body_html = models.TextField()
    markdown_version = models.PositiveSmallIntegerField()
    like_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    key = models.UUIDField(default=new_id)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["site", "key"], name="%(class)s_key_once"),
            models.CheckConstraint(
                condition=models.Q(author__isnull=False) ^ models.Q(staff__isnull=False),
                name="%(class)s_one_voice",
            ),
        ]

    @property
    def is_official(self) -> bool:
        """Whether the operator speaks."""
        return self.staff is not None
