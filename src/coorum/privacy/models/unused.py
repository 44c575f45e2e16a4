"""What people were told about accounts they have not used for long."""

from django.conf import settings
from django.db import models

from coorum.base.ids import new_id


class UnusedNotice(models.Model):
    """Somebody was told, for the first or the second time (`stage`), that their account is not used.

    `used_at` is the last use it speaks of: whoever signs in afterwards makes it void. `erase_on` is the day it names.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.DB_CASCADE, related_name="+")
    stage = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField()
    erase_on = models.DateTimeField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "stage", "used_at"], name="unused_notice_once")]
