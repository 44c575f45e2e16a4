"""Notices that cannot be switched off, and the rounds of letters that tell of them."""

from django.db import models

from coorum.base.ids import new_id
from coorum.notices.kinds import About


class ServiceNotice(models.Model):
    """An important matter of one community, or (without one) of the whole service. Never edited: it is taken back by another.

    `words` by language ("ja", "en"); `begins_at` and `ends_at` are when the matter itself begins and ends.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    about = models.CharField(max_length=14, choices=About)
    community = models.ForeignKey("sites.Site", on_delete=models.PROTECT, null=True, related_name="+")
    words = models.JSONField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    takes_back = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="taken_back_by")
    announced_by = models.UUIDField(null=True)
    announced_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-announced_at"], name="notice_newest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("begins_at")), name="notice_ends_later"
            )
        ]

    def words_in(self, language: str) -> str:
        """What it says, in that language or the other."""
        return str(self.words.get(language) or next(iter(self.words.values())))

    @property
    def is_taken_back(self) -> bool:
        return hasattr(self, "taken_back_by")


class Mailing(models.Model):
    """A round of letters: of which kind, about what and on which occasion. `root` commits to all recipients, `last` is the
    person reached so far. `chain` is the scope it is told in: the nil UUID for everybody of the service.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    about = models.UUIDField()
    occasion = models.CharField(max_length=12, blank=True)
    chain = models.UUIDField()
    root = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    sent = models.PositiveIntegerField(default=0)
    last = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "about", "occasion"], name="round_once")]
        indexes = [models.Index(fields=["started_at"], condition=models.Q(finished_at=None), name="round_unfinished")]


# Django looks for tables here; those of the inbox stand beside what is done with them.
from coorum.notices.inbox.models import Choice, MailStop, Notice, Rhythm  # noqa: E402

__all__ = ["Choice", "MailStop", "Mailing", "Notice", "Rhythm", "ServiceNotice"]
