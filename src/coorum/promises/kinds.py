"""The states and answers of revisions. Apart from the tables, so that doors can name them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RevisionState(models.TextChoices):
    """Where a revision stands (obligations c-2)."""

    DRAFT = "draft", _("Drafted")
    DIFFED = "diffed", _("Compared with the version before")
    CLASSIFIED = "classified", _("Classified")
    DROPPED = "dropped", _("Dropped")
    ANNOUNCED = "announced", _("It was announced")
    SCHEDULED = "scheduled", _("Waiting for its day")
    EFFECTIVE = "effective", _("It is in effect")
    OPEN_FOR_CONSENT = "open", _("In effect for those who agree")
    SUPERSEDED = "superseded", _("Replaced by a later version")


class Answer(models.TextChoices):
    """To a question of the relation test. Whoever cannot say no asks everybody."""

    NO = "no", _("No")
    YES = "yes", _("Yes")
    UNCLEAR = "unclear", _("Not clear")
