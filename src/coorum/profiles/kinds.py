"""What a profile field can be, and who sees what is answered. Apart from the tables, so that doors can name it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LABEL, HINT, WHY, OPTION = 40, 120, 120, 40
#: So many fields a community has at most: nobody reads more notices than that.
MOST_FIELDS = 12
MOST_OPTIONS = 60
LONGEST_LINE, LONGEST_TEXT = 80, 600


class Kind(models.TextChoices):
    """How a field is answered."""

    LINE = "line", _("One line")
    TEXT = "text", _("Several lines")
    CHOICE = "choice", _("One of several")
    CHOICES = "choices", _("Any of several")
    YES_NO = "yes_no", _("Yes or no")
    DATE = "date", _("A date")
    NUMBER = "number", _("A whole number")


#: Kinds that are answered by choosing.
CHOOSING = (Kind.CHOICE, Kind.CHOICES)


class Audience(models.TextChoices):
    """Who sees an answer, besides the member."""

    STAFF = "staff", _("Your staff")
    MEMBERS = "members", _("Your staff, and other members")
