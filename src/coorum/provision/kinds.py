"""How an operator came to see members, and what operators must do. Apart from the tables, so that doors can name it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: On which ground something went out: a person's consent; or an id that the recipient can tie to somebody (related
#: information), on that person's consent too.
BY_CONSENT, RELATED = "APPI 27(1)", "APPI 31"


class Act(models.TextChoices):
    """How staff, or a system of the operator's, came to see members."""

    LIST = "list", _("Looked through the list of members")
    SEARCH = "search", _("Searched the members")
    SHOW = "show", _("Opened a member's page")
    EXPORT = "export", _("Exported the list of members")
    SYSTEM = "system", _("A system of the operator read it")
    CUSTOMER = "customer", _("Looked you up by your customer ID")
    WEBSITE = "website", _("A website of the operator read it when you signed in there")


class TaskKind(models.TextChoices):
    """What an operator must do with what it received."""

    CORRECT = "correct", _("Take over a correction")
    ERASE = "erase", _("Erase what was taken along in files")
    STOP = "stop", _("Stop the advertising mail, and take the address off your lists")
