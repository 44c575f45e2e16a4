"""What service notices are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class About(models.TextChoices):
    """Important matters, of which people are told without fail (policy, purpose C)."""

    INTERRUPTION = "interruption", _("A planned interruption")
    SUSPENDED = "suspended", _("This community is suspended")
    REOPENED = "reopened", _("This community is open again")
    ENDING = "ending", _("This community comes to an end")
    CANCELLED = "cancelled", _("A notice is taken back")


#: Those that an officer writes by hand; the others come about by themselves.
BY_HAND = (About.INTERRUPTION,)
#: Those that are shown on every page until they are over.
ON_PAGES = (About.INTERRUPTION, About.ENDING)
