"""The words of what is kept apart. Apart from the tables, so that doors can name them."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Business days within which somebody decides; later it is late, and shown so.
DECIDE_DAYS = 5
#: What nobody has decided about by then is erased.
PATIENCE = timedelta(days=14)


class Purpose(models.TextChoices):
    """What an officer looks into it for."""

    DECIDE = "decide", _("to see whether it calls for care at all")
    DANGER = "danger", _("somebody's life, body or property may be in danger (APPI 20(2)(ii))")
    LAW = "law", _("a law asks for it (APPI 20(2)(i))")


class Decision(models.TextChoices):
    """What became of it."""

    AGREED = "agreed", _("The writer agreed: it belongs to the enquiry now")
    HARMLESS = "harmless", _("An officer looked: it does not call for care")
    DECLINED = "declined", _("The writer did not agree: erased")
    ERASED = "erased", _("An officer erased it")
    EXPIRED = "expired", _("Nobody decided in time: erased")


#: After which of them it is part of the enquiry like anything else.
GIVEN_BACK = (Decision.AGREED, Decision.HARMLESS)
