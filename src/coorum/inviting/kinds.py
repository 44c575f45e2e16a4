"""What an operator declares about a list of people it wants to invite (APPI 19, 20(1): fair acquisition)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: The sentence on where the addresses come from.
LONGEST_TOLD = 300


class Source(models.TextChoices):
    """Where the addresses come from. Bought or collected lists are none of them: nobody is invited from such."""

    CUSTOMERS = "customers", _("Customers who gave us their address when they bought or asked something")
    EVENT = "event", _("People who wrote themselves down at an event of ours")
    COMMUNITY = "community", _("Members of an earlier community of ours")
    COLLEAGUES = "colleagues", _("People who work for us")


class Ground(models.TextChoices):
    """Why we may write to them."""

    AGREED = "agreed", _("They agreed to be written to about this")
    CUSTOMERS = "customers", _("They are our customers, and know that we write to them")
    WORK = "work", _("It belongs to their work for us")


class Problem(models.TextChoices):
    """Why nobody is invited by a line."""

    NO_ADDRESS = "no_address", _("This is no e-mail address.")
    TWICE = "twice", _("The address stands further up already.")
    NO_ROLE = "no_role", _("There is no such role.")
    NOT_OWNER = "not_owner", _("Only owners invite staff.")
    STOPPED = "stopped", _("This address asked not to be invited again.")
