"""Age bands: all that is ever asked about somebody's age (X5). No birth date is asked, and none is kept."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

#: After so long an answer is asked again; whoever is of age is not asked any more.
ASKED_AGAIN = timedelta(days=365)


class Band(models.TextChoices):
    """The three bands, as they are asked."""

    CHILD = "under_16", _("15 or younger")
    YOUTH = "under_18", _("16 or 17")
    ADULT = "adult", _("18 or older")


#: Whose profile shows no more than a name, until they are of age.
MINORS = (Band.CHILD, Band.YOUTH)


def is_current(band: str, said_at: datetime, now: datetime) -> bool:
    """Whether the answer still stands: for good with those who are of age, for a year with everybody else."""
    return band == Band.ADULT or now - said_at < ASKED_AGAIN
