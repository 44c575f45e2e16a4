"""The words of a report. Apart from the tables, so that doors can name them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a report says is wrong."""

    TERMS = "terms", _("It breaks the terms")
    RIGHTS = "rights", _("It infringes my rights")
    ILLEGAL = "illegal", _("It is against the law")
    CHILD = "child", _("It harms a child")
    INTIMATE = "intimate", _("It shows somebody intimately, without their wish")


class State(models.TextChoices):
    """Where a case stands (obligations c-4), in the words that people read."""

    SUBMITTED = "submitted", _("Report filed")
    ACKED = "acked", _("Report filed, and confirmed")
    TRIAGED = "triaged", _("Waiting to be looked into")
    INVESTIGATING = "investigating", _("Being looked into")
    SENDER_ASKED = "sender_asked", _("The author was asked")
    DECIDED = "decided", _("Decided")
    BOTH_TOLD = "both_told", _("Decided, and told")
    APPEAL = "appeal", _("Being looked at again")
    FINAL = "final", _("Finished")


class Step(models.TextChoices):
    """What moves a case."""

    ACKNOWLEDGE = "acknowledge", _("Receipt confirmed")
    TRIAGE = "triage", _("Sorted")
    SORT = "sort", _("Sorted anew")
    TAKE = "take", _("Taken up")
    HAND_OVER = "hand_over", _("Handed over")
    DELAY = "delay", _("The reporters were told why it takes longer")
    ASK = "ask", _("The author was shown the claim")
    OBJECT = "object", _("The author objected")
    AGREE = "agree", _("The author agreed to the removal")
    FALL_SILENT = "fall_silent", _("The author did not answer in time")
    DECIDE = "decide", _("Decided")
    OVERRULE = "overrule", _("The provider decided, for the safety of a child")
    TELL = "tell", _("Those concerned were told")
    TAKE_BACK = "take_back", _("The staff took their removal back")
    APPEAL = "appeal", _("Somebody asked for another look")
    DECIDE_AGAIN = "decide_again", _("Decided again, by somebody else")
    CLOSE = "close", _("The time for another look passed")


class Outcome(models.TextChoices):
    """What was decided about the words."""

    KEPT = "kept", _("They stay")
    HIDDEN = "hidden", _("Nobody sees them any more; they are kept")
    REMOVED = "removed", _("They are removed")


class Ground(models.TextChoices):
    """On what words are taken away."""

    JUDGED = "judged", _("Somebody looked, and found a breach")
    SILENT = "silent", _("The author did not object in time")
    AGREED = "agreed", _("The author agrees")


class Standard(models.TextChoices):
    """The removal standards: a decision to take words away cites one of them. Published at `/standards/`."""

    HURTING = "hurting", _("Hurting or harassing people, discrimination")
    PRIVATE = "private", _("Addresses, numbers and other things that tell who somebody is")
    COPYRIGHT = "copyright", _("Texts, pictures or marks of others, used without their leave")
    HONOUR = "honour", _("Harming somebody's honour, credit or privacy")
    UNLAWFUL = "unlawful", _("Against the law, or helping with a crime")
    CHILD = "child", _("Sexual or cruel treatment of children")
    INTIMATE = "intimate", _("Intimate pictures of somebody, without their wish")
    PROMOTION = "promotion", _("Advertising or canvassing without leave, or without saying so")
    OFF_TOPIC = "off_topic", _("The same thing over and over, or nothing to do with the place")
    DANGER = "danger", _("Endangering the Service or its users: fraud, malware, false identities")


class Side(models.TextChoices):
    """Who asks for another look."""

    AUTHOR = "author", _("The author")
    REPORTER = "reporter", _("Who reported it")


#: What is hidden at once, until somebody has decided.
URGENT = frozenset({Kind.CHILD, Kind.INTIMATE})
#: What somebody claims as their own right: the author is shown the claim.
CLAIMS = frozenset({Kind.RIGHTS, Kind.INTIMATE})
#: What takes words off the pages.
AWAY = frozenset({Outcome.HIDDEN, Outcome.REMOVED})
#: Cases that wait for a first decision, and those on which nothing is decided now.
UNDECIDED = (State.SUBMITTED, State.ACKED, State.TRIAGED, State.INVESTIGATING, State.SENDER_ASKED)
