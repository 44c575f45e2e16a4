"""Legal holds: what must not be destroyed, whatever its time, because a court, an authority or an incident needs it.

A hold is never edited; that it was lifted is a row of its own. The database refuses to delete a person while a hold that
is not lifted names them, and to change or delete a hold until three years after it was lifted (migration `legal_holds`).
"""

from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.ids import new_id, short
from coorum.privacy.retention.kinds import HoldGround


class LegalHold(models.Model):
    """Nothing that it covers is destroyed: of a person, of a site, of a dataset, or of what all that it names share.

    `person` is an id and no key to a row: the fact outlives the account. `review_on` is when somebody looks whether it
    is needed still; it does not end by itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.UUIDField(null=True)
    community = models.ForeignKey("sites.Site", on_delete=models.PROTECT, null=True, related_name="+")
    dataset = models.CharField(max_length=60, blank=True)
    ground = models.CharField(max_length=12, choices=HoldGround)
    why = EncryptedTextField()
    review_on = models.DateField()
    placed_by = models.UUIDField(null=True)
    placed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | models.Q(community__isnull=False) | ~models.Q(dataset=""),
                name="hold_of_something",
            )
        ]
        indexes = [models.Index(fields=["person"], name="hold_of_person")]

    @property
    def label(self) -> str:
        """What people call it: the last eight signs of its short id."""
        return short(self.id)[-8:].upper()


class HoldLifting(models.Model):
    """The hold is over. `waived`: the officer who placed it lifted it too, since there is no other; `why` says more."""

    # The key is made in the migration: the lifting goes with its hold, which cannot go without it.
    hold = models.OneToOneField(
        LegalHold, on_delete=models.DO_NOTHING, db_constraint=False, primary_key=True, related_name="lifting"
    )
    why = EncryptedTextField()
    waived = models.BooleanField(default=False)
    lifted_by = models.UUIDField(null=True)
    lifted_at = models.DateTimeField()
