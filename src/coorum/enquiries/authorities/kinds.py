"""The words of an authority's inquiry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.TextChoices):
    """What was shown to us."""

    WARRANT = "warrant", _("Warrant of a judge")
    ORDER = "order", _("Order to provide electronic records")
    COURT_ORDER = "court_order", _("Disclosure order of a court")
    INQUIRY = "inquiry", _("Inquiry of an investigating authority (CCP 197(2))")
    BAR_INQUIRY = "bar_inquiry", _("Inquiry of a bar association (Attorney Act 23-2)")
    VOLUNTARY = "voluntary", _("A request without a legal duty")


class Ground(models.TextChoices):
    """The legal ground on which something may be given without consent (APPI 27(1))."""

    LAW = "law", _("Based on a law (APPI 27(1)(i))")
    LIFE = "life", _("To protect life, body or property (APPI 27(1)(ii))")
    HEALTH = "health", _("For public health or the upbringing of children (APPI 27(1)(iii))")
    COOPERATION = "cooperation", _("To cooperate with a public body in its lawful work (APPI 27(1)(iv))")


class Item(models.TextChoices):
    """What can be asked for and given: the closed list."""

    ACCOUNT = "account", _("E-mail address and account")
    PROFILE = "profile", _("Display name, user ID, membership")
    POSTS = "posts", _("Posts and comments that everybody can read")
    CONSENTS = "consents", _("Consents and provisions")
    SIGN_INS = "sign_ins", _("When and from where somebody signed in")
    ACCESS_LOG = "access_log", _("Access log")
    CLOSED_WORDS = "closed_words", _("Words that only some can read, drafts, letters")


#: Secrecy of communications (Telecommunications Business Act 4): given on the word of a judge or a court only.
SECRET = (Item.SIGN_INS, Item.ACCESS_LOG, Item.CLOSED_WORDS)
BINDING = (Document.WARRANT, Document.ORDER, Document.COURT_ORDER)


class Secrecy(models.TextChoices):
    """Who may know that this inquiry exists."""

    ORDINARY = "ordinary", _("Officers")
    CONFIDENTIAL = "confidential", _("Officers who work on it; the person may be told later")
    SEALED = "sealed", _("The law forbids telling anybody")


class MayTell(models.TextChoices):
    """Whether the person may be told that something was given."""

    NOW = "now", _("Yes, at once")
    LATER = "later", _("Yes, from a day on")
    NEVER = "never", _("No, a law forbids it")


class Phase(models.TextChoices):
    """Where an inquiry stands."""

    RECEIVED = "received", _("Received, not verified")
    VERIFIED = "verified", _("Verified by calling back")
    DOUBTED = "doubted", _("Not genuine")
    PROPOSED = "proposed", _("An answer is proposed")
    APPROVED = "approved", _("Approved by a second officer")
    GIVEN = "given", _("Handed out")
    REFUSED = "refused", _("Refused")
    NOTHING = "nothing", _("Nothing held")
    CLOSED = "closed", _("Finished")


class Step(models.TextChoices):
    """What is done about an inquiry."""

    VERIFY = "verify", _("Called back: genuine")
    DOUBT = "doubt", _("Called back: not genuine")
    COUNSEL = "counsel", _("Counsel was asked")
    PROPOSE = "propose", _("Answer proposed")
    APPROVE = "approve", _("Approved")
    SEND_BACK = "send_back", _("Sent back")
    GIVE = "give", _("Handed out")
    REFUSE = "refuse", _("Refused")
    FIND_NOTHING = "find_nothing", _("Answered that nothing is held")
    TELL_PERSON = "tell_person", _("Person told")
    CLOSE = "close", _("Finished")


class Reply(models.TextChoices):
    """What is proposed."""

    GIVE = "give", _("Give what is marked")
    REFUSE = "refuse", _("Give nothing")
    NOTHING = "nothing", _("We hold nothing")


ENDED = (Phase.DOUBTED, Phase.CLOSED)
