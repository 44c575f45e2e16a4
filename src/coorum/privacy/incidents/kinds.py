"""The words of an incident: where it can stand, what can be done, and what makes it one to report."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """Where an incident stands. Once it is known, several things go on side by side (`rules.Standing`)."""

    SUSPECTED = "suspected", _("Suspected")
    TRIAGED = "triaged", _("Looked at, not decided")
    DOUBTED = "doubted", _("Thought to be no breach; a second officer decides")
    NOT_BREACH = "not_breach", _("No breach")
    KNOWN = "known", _("A breach, or possibly one")
    CLOSED = "closed", _("Dealt with and closed")


class Step(models.TextChoices):
    """What is done about an incident."""

    TRIAGE = "triage", _("Looked at for the first time")
    DOUBT = "doubt", _("Proposed: no breach")
    AGREE = "agree", _("Agreed: no breach")
    DISAGREE = "disagree", _("Not agreed")
    KNOW = "know", _("Known to be a breach, or possibly one")
    CONTAIN = "contain", _("Damage contained")
    PRESERVE = "preserve", _("Evidence preserved")
    ASSESS = "assess", _("Assessed")
    TELL_OPERATOR = "tell_operator", _("Operator told")
    FILE_PRELIMINARY = "file_preliminary", _("Preliminary report filed")
    TELL_PERSONS = "tell_persons", _("Notice to the persons ordered")
    PUBLISH = "publish", _("Published instead of a notice")
    DEFER = "defer", _("Notice to the persons put off")
    FILE_FINAL = "file_final", _("Final report filed")
    SUPPLEMENT = "supplement", _("Report supplemented")
    WITHDRAW = "withdraw", _("Report withdrawn")
    LEARN = "learn", _("Lessons drawn")
    CLOSE = "close", _("Dealt with and closed")


class Trigger(models.TextChoices):
    """What makes an incident one to report, each including "possibly" (rule 7, items 1 to 4)."""

    SENSITIVE = "sensitive", _("1. Data needing special care (health, beliefs, criminal record and the like)")
    FINANCIAL = "financial", _("2. Data whose misuse could do financial harm (cards, passwords for payments)")
    IMPROPER = "improper", _("3. Possibly done with an improper purpose (attack, theft, by an insider)")
    MANY = "many", _("4. More than 1,000 persons")


class Role(models.TextChoices):
    """Whose data it was to answer for."""

    OWN = "own", _("Our own")
    ENTRUSTED = "entrusted", _("Entrusted to us by operators")
    BOTH = "both", _("Both")


class Due(models.TextChoices):
    """What must be done by a time."""

    TRIAGE = "triage", _("Look at it for the first time")
    DECIDE = "decide", _("Decide whether it is a breach")
    TELL_OPERATOR = "tell_operator", _("Tell the operator")
    PRELIMINARY = "preliminary", _("File the preliminary report")
    PERSONS = "persons", _("Tell the persons, or write down why not yet")
    REVIEW = "review", _("Review why the persons are not told yet")
    FINAL = "final", _("File the final report")


FILINGS = (Step.FILE_PRELIMINARY, Step.FILE_FINAL, Step.SUPPLEMENT)
ENDED = (Phase.NOT_BREACH, Phase.CLOSED)
