"""What is kept apart from its message until somebody has decided (APPI 20(2)), who looked into it, and the decision."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from coorum.base.encryption import EncryptedTextField
from coorum.base.ids import new_id
from coorum.base.screening import Care
from coorum.enquiries.care.kinds import Decision, Purpose
from coorum.enquiries.models.cases import Attachment, Message


class Held(models.Model):
    """Words of a message, or a file that came with it. `content` is what stood where (JSON), and gone once it is decided.

    `kinds` is empty for a file that nobody has looked into. `asked_at`: when the writer was asked whether they mean it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="held")
    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, null=True, related_name="held")
    content = EncryptedTextField(null=True)
    kinds = ArrayField(models.CharField(max_length=12, choices=Care), default=list)
    due_on = models.DateField()
    held_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due_on"], name="held_waiting", condition=models.Q(content__isnull=False))]
        constraints = [
            models.UniqueConstraint(
                fields=["message"], condition=models.Q(attachment=None), name="held_words_of_a_message_once"
            ),
        ]

    @property
    def labels(self) -> list[Any]:
        """The kinds, in words."""
        return [Care(kind).label for kind in self.kinds]


class HeldLook(models.Model):
    """An officer looked into it, and for what."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    held = models.ForeignKey(Held, on_delete=models.CASCADE, related_name="looks")
    officer_id = models.UUIDField()
    purpose = models.CharField(max_length=8, choices=Purpose)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["held", "made_at"], name="held_look_in_order")]


class HeldDecision(models.Model):
    """What became of it, by whom (nobody: the writer, or time), and whether that was after its day."""

    held = models.OneToOneField(Held, on_delete=models.CASCADE, primary_key=True, related_name="decision")
    outcome = models.CharField(max_length=10, choices=Decision)
    officer_id = models.UUIDField(null=True)
    is_late = models.BooleanField()
    made_at = models.DateTimeField()
