"""The words of an erasure: where it can stand, what moves it, what one system answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an erasure stands, in the words that the person reads."""

    REQUESTED = "requested", _("Waiting for you to confirm")
    CONFIRMED = "confirmed", _("Confirmed")
    GRACE = "grace", _("Stopped; you can still come back")
    ERASING = "erasing", _("Being erased")
    RESIDUAL = "residual", _("Erased, but in backups")
    BACKUP_AGED = "backup_aged", _("Backups have run out; the last check is being made")
    PROVEN = "proven", _("Erased, and proven")
    UNDONE = "undone", _("Taken back")
    LAPSED = "lapsed", _("Never confirmed")


class Step(models.TextChoices):
    """What moves an erasure."""

    CONFIRM = "confirm", _("Confirmed, after signing in once more")
    REST = "rest", _("Everything stopped; the days to come back begin")
    UNDO = "undo", _("Taken back by the person")
    LAPSE = "lapse", _("Not confirmed in time")
    BEGIN = "begin", _("Erasing begun")
    FAIL = "fail", _("A system did not answer; tried again")
    FINISH = "finish", _("Every system has answered")
    AGE = "age", _("The last backup from before has run out")
    DOUBT = "doubt", _("Something was still there; looked at again")
    PROVE = "prove", _("Nothing was left; the proof is signed")


class Result(models.TextChoices):
    """What one system answered."""

    DONE = "done", _("Let go")
    HELD = "held", _("Held")
    ERROR = "error", _("Did not answer")


class Stage(models.TextChoices):
    """Which of the two signed papers."""

    ERASED = "erased", _("After the erasure")
    PROVEN = "proven", _("After the backups have run out")


ENDED = (State.PROVEN, State.UNDONE, State.LAPSED)
#: The person has said they mean it, and may still come back.
LEAVING = (State.CONFIRMED, State.GRACE)
