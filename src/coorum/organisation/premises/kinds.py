"""What a measure is about: the headings of the guideline's annex (GL 10-2, 10-5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Field(models.TextChoices):
    """The heading under which the law's guideline asks for the measure."""

    AREAS = "areas", _("Areas in which information is handled (10-5(1))")
    THEFT = "theft", _("Guarding equipment and media from theft (10-5(2))")
    CARRYING = "carrying", _("Carrying media and devices (10-5(3))")
    DISPOSAL = "disposal", _("Erasing, and disposing of equipment and media (10-5(4))")
    RULES = "rules", _("Rules on handling (10-2)")
