"""How a host of an operator's own stands, and what a look into the DNS found. Apart from the tables, so that doors name them."""

from datetime import timedelta
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

#: How long a host whose record is gone is served yet, and how long a primary host must have been one before browsers may
#: remember it.
GRACE = timedelta(hours=72)
STABLE = timedelta(days=7)
#: Between two looks that somebody asks for.
PACE = timedelta(seconds=15)
#: How many hosts a site may claim.
MOST_HOSTS = 5


class State(StrEnum):
    """From asked for to served, and what may go wrong."""

    CLAIMED = "claimed"
    PROVED = "proved"
    SERVING = "serving"
    PRIMARY = "primary"
    FAILING = "failing"
    LOST = "lost"


class Outcome(models.TextChoices):
    """What the last look found."""

    UNSEEN = "", _("Nobody has looked yet.")
    RIGHT = "right", _("The record is there.")
    MISSING = "missing", _("There is no such record yet. A new one may take an hour to be seen.")
    WRONG = "wrong", _("There is a record, but its value is another one. Compare it letter by letter.")
    ELSEWHERE = (
        "elsewhere",
        _("This name leads to another one (CNAME), which proves nothing about yours. Put the TXT record itself there."),
    )
    UNSURE = "unsure", _("Your DNS gave no answer that we can read. We ask again within the hour.")
    TAKEN = "taken", _("The record is right, but another community holds this host. It must let go of it first.")
