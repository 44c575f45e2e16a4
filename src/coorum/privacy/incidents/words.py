"""What to do, in plain words: beside each form at the desk."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coorum.privacy.incidents.kinds import Step

ADVICE: dict[Step, Any] = {
    Step.TRIAGE: _("Within 24 hours of the first sign: what happened, to which data, is it still going on?"),
    Step.DOUBT: _("Nothing leaked, was lost or damaged, and that is certain. A second officer decides."),
    Step.AGREE: _("You too are sure. The incident is kept as a near miss."),
    Step.DISAGREE: _("You are not sure. It goes back to be decided."),
    Step.KNOW: _(
        "It is a breach, or may be one. The clock runs from when the first department knew; that moment cannot be changed."
    ),
    Step.CONTAIN: _("At once: stop the leak, block accounts, change keys, call things back."),
    Step.PRESERVE: _("At once: copy logs and devices before anything is overwritten."),
    Step.ASSESS: _("Which of the four triggers, whose data, how many at most? Say it anew whenever you learn more."),
    Step.TELL_OPERATOR: _(
        "Entrusted data: write to the operators within 3 to 5 days. The report is theirs then; we help with it."
    ),
    Step.FILE_PRELIMINARY: _(
        "File what is known with the commission's form by day 3, day 5 at the latest. What is missing follows later."
    ),
    Step.TELL_PERSONS: _(
        "Name those concerned, write items 2, 4 and 5, and send: soon enough that they can protect themselves."
    ),
    Step.PUBLISH: _("For those no letter can reach: publish the same words, with an address for questions."),
    Step.DEFER: _("Only where telling them now would do harm. It is looked at again in 48 hours."),
    Step.FILE_FINAL: _("All nine items, by day 30; by day 60 where an improper purpose is possible."),
    Step.SUPPLEMENT: _("Something was learned after a report: file it, and write it down here."),
    Step.WITHDRAW: _("It turned out that nothing had to be reported: tell the commission."),
    Step.LEARN: _("What do we change so that it does not happen again?"),
    Step.CLOSE: _("Everything is done. Without a report, a second officer closes it."),
}
