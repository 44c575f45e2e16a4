"""How a site is open. Apart from the tables, so that doors can name it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Opening(models.TextChoices):
    """Who may join a site."""

    OPEN = "open", _("Anyone may join")
    INVITATION = "invitation", _("By invitation only")
