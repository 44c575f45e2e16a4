"""The words of the end of a contract."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """Who gave notice."""

    OPERATOR = "operator", _("The operator")
    PROVIDER = "provider", _("We, the provider")


class Phase(models.TextChoices):
    """Where it stands."""

    NOTICE = "notice", _("Notice was given")
    FROZEN = "frozen", _("Nobody joins any more")
    TOLD = "told", _("The members were told")
    EXPORT = "export", _("The operator takes along what it may")
    CLOSED = "closed", _("Nothing is provided any more")
    RETURNED = "returned", _("What was entrusted went back")
    DELETED = "deleted", _("The community was deleted")
    KEPT = "kept", _("Only what the law asks for is kept")
    OVER = "over", _("Over: nothing is left")
    CALLED_OFF = "called_off", _("Called off: the community goes on")


class Step(models.TextChoices):
    """What moves it."""

    FREEZE = "freeze", _("No new members from now on")
    TELL = "tell", _("Members told")
    OPEN_EXPORT = "open_export", _("Time to take data along begun")
    CLOSE = "close", _("Provision closed, staff dismissed")
    RETURN = "return", _("Return of what was entrusted confirmed")
    DELETE = "delete", _("Community deleted, certificate made")
    KEEP = "keep", _("Records put aside")
    FINISH = "finish", _("Records destroyed")
    CALL_OFF = "call_off", _("Called off")


#: Until then it can be called off: nothing has been taken away yet.
BEFORE_THE_END = (Phase.NOTICE, Phase.FROZEN, Phase.TOLD, Phase.EXPORT)
