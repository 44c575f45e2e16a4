"""The words of an enquiry. Apart from the tables, so that doors can name them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What somebody writes about."""

    QUESTION = "question", _("A question")
    OPINION = "opinion", _("An opinion or a wish")
    COMPLAINT = "complaint", _("A complaint")
    PRIVACY = "privacy", _("How personal data is handled")
    OWN_DATA = "own_data", _("A request about my own data")
    THIRD_PARTY = "third_party", _("Something here harms my rights")
    OTHER = "other", _("Something else")


class Channel(models.TextChoices):
    """How it reached us."""

    MAIL = "mail", _("Mail")
    FORM = "form", _("Form")


class State(models.TextChoices):
    """Where a case stands, in the words that the writer reads."""

    RECEIVED = "received", _("Received")
    ACKED = "acked", _("Received, and confirmed")
    OPEN = "open", _("Being looked into")
    ESCALATED = "escalated", _("Being looked into by two people")
    ANSWERED = "answered", _("Answered")
    REOPENED = "reopened", _("Taken up again")
    LINKED = "linked", _("Joined to another enquiry")
    FORWARDED = "forwarded", _("For the operator to answer")
    HANDED_OVER = "handed_over", _("Went on as a request about your data")
    SPAM = "spam", _("Set aside as spam")
    CLOSED = "closed", _("Finished")


class Step(models.TextChoices):
    """What moves a case."""

    ACKNOWLEDGE = "acknowledge", _("Receipt confirmed")
    TAKE = "take", _("Taken up")
    ESCALATE = "escalate", _("A second person was asked to look")
    ANSWER = "answer", _("Answered")
    REPLY = "reply", _("The writer wrote again")
    SORT = "sort", _("Sorted anew")
    LINK = "link", _("Joined to another enquiry")
    FORWARD = "forward", _("The writer was told whom to ask")
    HAND_OVER = "hand_over", _("A request about data was opened")
    SET_ASIDE = "set_aside", _("Set aside as spam")
    BRING_BACK = "bring_back", _("Brought back: no spam")
    CLOSE = "close", _("Finished")


class Direction(models.TextChoices):
    """Which way a message went."""

    IN = "in", _("From the writer")
    OUT = "out", _("From us")


class Outcome(models.TextChoices):
    """What became of a mail that arrived. Each arrival has one: nothing is passed over in silence."""

    CASE = "case", _("Opened a case")
    JOINED = "joined", _("Joined its case")
    REPEATED = "repeated", _("The same mail had arrived before")
    BOUNCED = "bounced", _("One of our letters could not be delivered")
    OWN = "own", _("One of our own letters")
    PROBE = "probe", _("The probe")


class Trouble(models.TextChoices):
    """What can be wrong with the mailbox."""

    UNREACHABLE = "unreachable", _("The mail server cannot be reached")
    UNTRUSTED = "untrusted", _("The mail server does not prove who it is (TLS)")
    REFUSED = "refused", _("The mail server does not let us in")
    FULL = "full", _("The mailbox is nearly full")
    STUCK = "stuck", _("A mail cannot be taken in")
    SILENT = "silent", _("The probe did not arrive")


#: Cases that wait for a first or a further answer from us.
WAITING = (State.RECEIVED, State.ACKED, State.OPEN, State.ESCALATED, State.REOPENED)
#: What counts as the first response: a person's word, not the confirmation that goes out by itself.
RESPONDING = (Step.ANSWER, Step.FORWARD, Step.HAND_OVER)
