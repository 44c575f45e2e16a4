"""Two accounts of one person that became one: that it was so, and, while it can be taken back, what went over."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.base.ids import new_id
from coorum.base.models import SiteOwned
from coorum.privacy.models.erasures import Erasure


class Merge(models.Model):
    """`from_person` proved to be `into_person`. Until `erasure`, that of the account that goes, has begun, it can be undone.

    Kept three years: receipts and records of provision stay with whom they name, and are found through this row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    from_person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    into_person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    erasure = models.OneToOneField(Erasure, on_delete=models.SET_NULL, null=True, related_name="merge")
    done_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_person"], condition=models.Q(undone_at=None), name="merge_of_person_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(from_person=models.F("into_person")), name="merge_of_two_persons"
            ),
        ]


class MergeMove(SiteOwned):
    """The rows of one table that went over on one site: whose `column` said `was` and says `now`. Forgotten when the merge
    is settled or taken back; `merge` is its id.
    """

    merge = models.UUIDField()
    column = models.CharField(max_length=80)
    rows = ArrayField(models.UUIDField())
    was = models.UUIDField()
    now = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "merge", "column"], name="merge_move_once")]
        indexes = [models.Index(fields=["site", "was"], name="merge_move_of")]
