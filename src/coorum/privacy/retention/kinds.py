"""Why something is held. Apart from the tables, so that doors can name it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HoldGround(models.TextChoices):
    """For what something is held."""

    LAWSUIT = "lawsuit", _("A lawsuit, or one that is to be expected")
    AUTHORITY = "authority", _("An enquiry or order of an authority")
    INCIDENT = "incident", _("An incident that is being looked into")
    TAX = "tax", _("A tax audit")
    RIGHTS = "rights", _("Somebody asked that their data be kept")


class Spared(models.TextChoices):
    """Why an account stays that nobody has used for so long that it should go."""

    HOLD = "hold", _("A legal hold covers it")
    DESK = "desk", _("Works at our desk")
    STAFF = "staff", _("Works for an operator")
    UNTOLD = "untold", _("Was told less than a month ago, or could not be told yet")
