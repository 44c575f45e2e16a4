"""The words of the register of processors: where one stands, what is done about it, what is asked of it (obligations b-8)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a processor stands. Personal data goes to it only while it is active, or its review is due."""

    PROPOSED = "proposed", _("Proposed")
    CHECKED = "checked", _("Security checked")
    CONTRACTED = "contracted", _("Under contract, waiting for a second officer")
    ACTIVE = "active", _("In use")
    REVIEW_DUE = "review_due", _("In use, review due")
    SUSPENDED = "suspended", _("Suspended")
    ENDED = "ended", _("Ended; certificate of deletion awaited")
    CERTIFIED = "certified", _("Ended; deletion certified")
    DROPPED = "dropped", _("Dropped before use")


class Step(models.TextChoices):
    """What is done about a processor."""

    PROPOSE = "propose", _("Proposed")
    CHECK = "check", _("Security checked")
    FAIL = "fail", _("Security found wanting")
    CONTRACT = "contract", _("Contract filed")
    ACTIVATE = "activate", _("Approved for use")
    FALL_DUE = "fall_due", _("Yearly review fell due")
    REVIEW = "review", _("Reviewed")
    LOOK_ABROAD = "look_abroad", _("Handling abroad checked")
    AMEND = "amend", _("Details corrected")
    CHANGE = "change", _("Changed in what matters; a second officer approves it again")
    SUSPEND = "suspend", _("Suspended")
    END = "end", _("Contract ended")
    CERTIFY = "certify", _("Deletion certified")
    DROP = "drop", _("Dropped")


class Role(models.TextChoices):
    """Whose data it handles."""

    OWN = "own", _("Data we answer for ourselves")
    ENTRUSTED = "entrusted", _("Data that operators entrusted to us")
    BOTH = "both", _("Both")


class Route(models.TextChoices):
    """By which way of APPI 28 data may be where the processor is (obligations b-11)."""

    DOMESTIC = "domestic", _("In Japan")
    EQUAL = "equal", _("A country of equal protection (EEA, United Kingdom)")
    MEASURES = "measures", _("Equivalent measures, checked regularly")
    CONSENT = "consent", _("Consent of each person")
    NO_HANDLING = "no_handling", _("It cannot handle the data: kept out by contract and by access control")


class Fault(models.TextChoices):
    """Why nothing may go to a processor now."""

    NOT_ACTIVE = "not_active", _("It is not approved for use.")
    NO_CHECK = "no_check", _("Its security was not checked.")
    NO_CONTRACT = "no_contract", _("There is no contract.")
    NOT_BEGUN = "not_begun", _("Its contract has not begun.")
    EXPIRED = "expired", _("Its contract has expired.")
    REVIEW_OVERDUE = "review_overdue", _("Its yearly review is overdue.")
    NOT_EQUAL = "not_equal", _("Its country, or that of a sub-processor, is not one that this way allows.")
    NOT_NAMED = "not_named", _("The privacy policy in force does not name its country: publish that first.")
    NO_INFO = "no_info", _("The protection of personal information in its country is not described.")
    NO_MEASURES = "no_measures", _("The system of equivalent measures is not described.")
    ABROAD_UNCHECKED = "abroad_unchecked", _("The regular check of its handling abroad is overdue.")
    CONSENT_MISSING = "consent_missing", _("People have not been asked: this way is open only to who agreed.")
    SUB_UNAPPROVED = "sub_unapproved", _("It uses a sub-processor that was not approved.")


class Due(models.TextChoices):
    """What must be done about a processor by a day."""

    RENEW = "renew", _("Renew the contract")
    REVIEW = "review", _("Review it")
    ABROAD = "abroad", _("Check its handling abroad")
    CERTIFICATE = "certificate", _("Get the certificate of deletion")


#: The security checklist: the headings of the guideline's annex (GL 10-2 to 10-7), and what entrusting adds (GL 3-4-4).
CHECKLIST = {
    "rules": _("Rules for handling are laid down (10-2)"),
    "organisation": _("Somebody is responsible; handling is recorded and checked (10-3)"),
    "people": _("Staff are bound to secrecy and trained (10-4)"),
    "premises": _("Areas, equipment and media are protected (10-5)"),
    "technology": _("Access is limited, recorded and guarded against attacks (10-6)"),
    "abroad": _("The countries in which it handles data are known (10-7)"),
    "subprocessors": _("Sub-processors are known, and supervised by it"),
}
#: What the contract must say, so that it binds to the standard of the policy.
CLAUSES = {
    "scope": _("Use within the entrusted work only"),
    "security": _("Security measures as in our policy"),
    "secrecy": _("Secrecy, also after the end"),
    "subprocessors": _("No sub-processor without our approval beforehand"),
    "incidents": _("Incidents are told within the agreed time"),
    "audit": _("We may check how it handles data"),
    "deletion": _("Return or deletion at the end, with a certificate"),
}
