"""How a site is open, and its logo. Apart from the tables, so that doors can name them."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Opening(models.TextChoices):
    """Who may join a site."""

    OPEN = "open", _("Anyone may join")
    INVITATION = "invitation", _("By invitation only")


@dataclass(frozen=True, slots=True)
class Logo:
    """A stored logo: its key in the files, and its size in pixels, so that pages keep its place before it arrives."""

    key: str
    width: int
    height: int
