"""What a board is, and for whom. Apart from the tables, so that doors can name it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BoardKind(models.TextChoices):
    """What a board is for."""

    TALK = "talk", _("Talk")
    QUESTIONS = "questions", _("Questions and answers")
    ANNOUNCEMENT = "announcement", _("Announcements")


class Audience(models.TextChoices):
    """Who may read or write, from all to few."""

    EVERYONE = "everyone", _("Everyone, also without signing in")
    MEMBERS = "members", _("Members")
    STAFF = "staff", _("Staff only")


class QuestionState(models.TextChoices):
    """How far a question has come. Posts on other boards have none."""

    NONE = "", ""
    OPEN = "open", _("Unsolved")
    SOLVED = "solved", _("Solved")
    CLOSED = "closed", _("No longer taking answers")


#: Boards on which members talk: what is new there is shown on the first page, and on operators' websites.
TALKING = (BoardKind.TALK, BoardKind.QUESTIONS)
