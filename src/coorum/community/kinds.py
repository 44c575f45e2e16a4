"""What a board is, and for whom. Apart from the tables, so that doors can name it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BoardKind(models.TextChoices):
    """What a board is for."""

    TALK = "talk", _("Talk")
    QUESTIONS = "questions", _("Questions and answers")
    IDEAS = "ideas", _("Ideas")
    ANNOUNCEMENT = "announcement", _("Announcements")


class Audience(models.TextChoices):
    """Who may read or write, from all to few."""

    EVERYONE = "everyone", _("Everyone, also without signing in")
    MEMBERS = "members", _("Members")
    STAFF = "staff", _("Staff only")


class QuestionState(models.TextChoices):
    """How far a question has come."""

    OPEN = "open", _("Unsolved")
    SOLVED = "solved", _("Solved")
    CLOSED = "closed", _("No longer taking answers")


class IdeaState(models.TextChoices):
    """What the operator makes of an idea. Staff decide all but the first; a merged one goes on in another."""

    NEW = "new", _("Open for votes")
    CONSIDERED = "considered", _("Under consideration")
    PLANNED = "planned", _("Planned")
    DONE = "done", _("Carried out")
    DECLINED = "declined", _("Not planned")
    MERGED = "merged", _("Merged")


#: What staff can say of an idea.
DECISIONS = (IdeaState.CONSIDERED, IdeaState.PLANNED, IdeaState.DONE, IdeaState.DECLINED)
#: Ideas that can be voted for.
VOTED = (IdeaState.NEW, IdeaState.CONSIDERED, IdeaState.PLANNED)
#: Boards on which members talk: what is new there is shown on the first page, and on operators' websites.
TALKING = (BoardKind.TALK, BoardKind.QUESTIONS, BoardKind.IDEAS)
