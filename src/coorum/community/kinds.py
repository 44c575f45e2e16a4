"""What a board is, and for whom. Apart from the tables, so that doors can name it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BoardKind(models.TextChoices):
    """What a board is for."""

    TALK = "talk", _("Talk")
    ANNOUNCEMENT = "announcement", _("Announcements")


class Audience(models.TextChoices):
    """Who may read or write, from all to few."""

    EVERYONE = "everyone", _("Everyone, also without signing in")
    MEMBERS = "members", _("Members")
    STAFF = "staff", _("Staff only")
