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
