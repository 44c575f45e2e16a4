"""The words for what is found wanting."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Who or what found it."""

    PROOF = "proof", _("A proof")
    AUDIT = "audit", _("An audit")
    PERSON = "person", _("Somebody told us")


class Gravity(models.TextChoices):
    """How bad it is; it says by when it must be mended."""

    GRAVE = "grave", _("Grave: within 7 days")
    ORDINARY = "ordinary", _("Ordinary: within 30 days")
    SLIGHT = "slight", _("Slight: within 90 days")


class State(models.TextChoices):
    """Where a finding stands."""

    OPEN = "open", _("Being mended")
    DONE = "done", _("Done; to be confirmed")
    MENDED = "mended", _("Mended")


class Step(models.TextChoices):
    """What happened to a finding."""

    OPEN = "open", _("Found wanting")
    WORSEN = "worsen", _("Got worse")
    TAKE = "take", _("Given to somebody")
    NOTE = "note", _("Noted")
    DO = "do", _("Work on it is done")
    SEND_BACK = "send_back", _("Not mended yet")
    AGREE = "agree", _("Confirmed by a second person")
    PROVE = "prove", _("A later round found the promise kept")
    REOPEN = "reopen", _("Found again")
