"""What can be asked, and where a case can stand. Apart from the tables, so that doors can name them (obligations b-4, c-1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What somebody asks for; in brackets the article of the APPI."""

    DISCLOSURE = "disclosure", _("See the data you hold about me")  # 33(1)
    PROVISION_RECORDS = "provision_records", _("See to whom my data was given")  # 33(5)
    PURPOSE_NOTICE = "purpose_notice", _("Be told what my data is used for")  # 32(2)
    CORRECTION = "correction", _("Correct something that is wrong")  # 34
    ADDITION = "addition", _("Add something that is missing")  # 34
    DELETION = "deletion", _("Delete something that is wrong")  # 34
    STOP = "stop", _("Stop using my data")  # 35(1)(5)
    ERASE = "erase", _("Erase my data")  # 35(1)(5)
    STOP_PROVISION = "stop_provision", _("Stop giving my data to the operator")  # 35(3)(5)


#: The three for which the law allows a fee (APPI 38); for the others the database refuses one.
WITH_FEE = (Kind.DISCLOSURE, Kind.PROVISION_RECORDS, Kind.PURPOSE_NOTICE)
CORRECTING = (Kind.CORRECTION, Kind.ADDITION, Kind.DELETION)
STOPPING = (Kind.STOP, Kind.ERASE, Kind.STOP_PROVISION)


class State(models.TextChoices):
    """Where a case stands, in the words that the person who asked reads."""

    RECEIVED = "received", _("Received")
    LINKED = "linked", _("Joined to your open request")
    FORWARDED = "forwarded", _("Passed on to the operator")
    IDENTITY_PENDING = "identity_pending", _("We need to know it is you")
    IDENTITY_FAILED = "identity_failed", _("We could not make sure it is you")
    FEE_QUOTED = "fee_quoted", _("Waiting for the fee")
    FEE_LAPSED = "fee_lapsed", _("Resting, since the fee was not paid")
    SCOPED = "scoped", _("About to search")
    COLLECTING = "collecting", _("Searching every system")
    REVIEW = "review", _("Being reviewed")
    DECIDED = "decided", _("Decided")
    DELIVERED = "delivered", _("Ready for you")
    REDELIVER = "redeliver", _("To be delivered once more")
    INVESTIGATING = "investigating", _("Being looked into")
    FIXED = "fixed", _("Put right")
    NOT_FIXED = "not_fixed", _("Left as it is")
    FROZEN = "frozen", _("On hold while we check")
    GROUND_CHECK = "ground_check", _("The grounds are being checked")
    STOPPED = "stopped", _("Use stopped")
    ERASED = "erased", _("Erased")
    PROVISION_STOPPED = "provision_stopped", _("Provision stopped")
    ALTERNATIVE = "alternative", _("Another measure taken")
    REJECTED = "rejected", _("Not granted")
    CLOSED = "closed", _("Finished")
    WITHDRAWN = "withdrawn", _("Taken back")


class Step(models.TextChoices):
    """What moves a case."""

    ACKNOWLEDGE = "acknowledge", _("Receipt confirmed")
    LINK = "link", _("Joined to an open request of the same kind")
    FORWARD = "forward", _("Passed on to the operator")
    IDENTIFY = "identify", _("Identity confirmed")
    FAIL_IDENTITY = "fail_identity", _("Identity not confirmed")
    PAY = "pay", _("Fee paid")
    WAIVE = "waive", _("Fee waived")
    LAPSE = "lapse", _("Fee not paid in time")
    REOPEN = "reopen", _("Taken up again")
    COLLECT = "collect", _("Search begun")
    FOUND = "found", _("Search done")
    DECIDE = "decide", _("Decided")
    DELIVER = "deliver", _("Delivered")
    BOUNCE = "bounce", _("Delivery failed")
    FIX = "fix", _("Put right")
    LEAVE = "leave", _("Left as it is")
    CHECK = "check", _("Check of the grounds begun")
    STOP = "stop", _("Use stopped")
    ERASE = "erase", _("Erased")
    STOP_PROVISION = "stop_provision", _("Provision stopped")
    SUBSTITUTE = "substitute", _("Another measure taken")
    REJECT = "reject", _("Not granted")
    TELL = "tell", _("Told the person")
    CLOSE = "close", _("Finished")
    WITHDRAW = "withdraw", _("Taken back by the person")
    DOUBT = "doubt", _("Identity document asked for")
    OBJECT = "object", _("The person did not want it")
    COMPLAIN = "complain", _("Complaint received")
    LITIGATE = "litigate", _("Brought before a court")


class Channel(models.TextChoices):
    """How a request reached us."""

    PORTAL = "portal", _("My page")
    FORM = "form", _("Public form")
    DESK = "desk", _("Entered at the desk")
    MAIL = "mail", _("Mail")


class Form(models.TextChoices):
    """In which form the answer is wanted (APPI 33(1), rule 30)."""

    ELECTRONIC = "electronic", _("As a file, on this page")
    PAPER = "paper", _("On paper, by post")


class Outcome(models.TextChoices):
    """What was decided about a disclosure, provision records or a purpose notice."""

    FULL = "full", _("Everything is disclosed")
    PARTIAL = "partial", _("A part is disclosed")
    REFUSED = "refused", _("Not disclosed")
    NONE_HELD = "none_held", _("We hold nothing")


class Ground(models.TextChoices):
    """The closed list of grounds on which something is refused (obligations P10.6)."""

    RIGHTS = "rights", _("It would harm the rights of you or of others (APPI 33(2)(i))")
    BUSINESS = "business", _("It would seriously hinder our business (APPI 33(2)(ii))")
    OTHER_LAW = "other_law", _("It would break another law (APPI 33(2)(iii))")
    NO_DUTY = "no_duty", _("The conditions of the law are not met")
    CORRECT = "correct", _("We looked into it: what we hold is right")
    NOT_A_FACT = "not_a_fact", _("It is an opinion or a rating, not a fact")
    STATUTORY = "statutory", _("A law makes us keep it")


#: So often a system is asked before its part waits for a hand.
TRIES = 3


class Found(models.TextChoices):
    """What one system answered."""

    FOUND = "found", _("Found")
    NONE = "none", _("Nothing")
    ERROR = "error", _("Did not answer")
    BY_HAND = "by_hand", _("Settled by hand")


class PaperKind(models.TextChoices):
    """What a paper about a fee is."""

    RECEIPT = "receipt", _("Receipt")
    INVOICE = "invoice", _("Receipt (qualified invoice)")
    RETURN = "return", _("Return receipt")


class AgentKind(models.TextChoices):
    """Who asks for somebody else: the first two by law, the others because the person wants it (order 13)."""

    PARENT = "parent", _("Parent or guardian of a minor")
    GUARDIAN = "guardian", _("Guardian of an adult, appointed by a court")
    LAWYER = "lawyer", _("Lawyer with a mandate")
    MANDATED = "mandated", _("Somebody else with a power of attorney")


class ProofKind(models.TextChoices):
    """A paper that shows who somebody is, or for whom they may speak."""

    AGENT_ID = "agent_id", _("Identity document of the agent")
    PERSON_ID = "person_id", _("Identity document")
    GUARDIANSHIP = "guardianship", _("Proof of custody or guardianship (family register, registration certificate)")
    MANDATE = "mandate", _("Power of attorney")


class ProofChannel(models.TextChoices):
    """How a paper came."""

    UPLOAD = "upload", _("Uploaded")
    POST = "post", _("By post")
