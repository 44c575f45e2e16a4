"""What an operator's staff and the provider's may do. Apart from the tables, so that doors can name a role."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from coorum.base import clock

#: How long somebody stays at the provider's desk until another of its staff says so again.
DESK_TERM = timedelta(days=365)


def desk_term_end() -> datetime:
    """When what is granted now ends."""
    return clock.now() + DESK_TERM


class Role(models.TextChoices):
    """What an operator's staff may do on their site, from all to least."""

    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("Manager")
    MODERATOR = "moderator", _("Moderator")


class Duty(models.TextChoices):
    """What the provider's staff may do at the desk."""

    ADMINISTRATOR = "administrator", _("Administrator")
    PRIVACY_OFFICER = "privacy_officer", _("Privacy officer")
