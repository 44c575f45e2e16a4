"""The relation test: ten questions about a changed purpose, put against the original one (APPI 17(2), obligations b-8).

A yes, or a doubt, among those that decide means that the purpose is not related: everybody is asked. Question 8 (a second
reviewer) and 10 (that it is announced) are not answered here: the program does not go on without them.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.promises.kinds import Answer

#: The questions that decide, by their number. 7 is the sentence that says why.
QUESTIONS = {
    1: _("Does somebody new receive information, or does it go to another country?"),
    2: _("Is it a new field of business that an ordinary user would not foresee?"),
    3: _("Are new kinds of data used, or is there profiling, scoring or advertising?"),
    4: _("Does it affect prices, access or somebody's reputation?"),
    5: _("Does it concern sensitive information, or children?"),
    6: _("Did people refuse it, or opt out of it, before?"),
    9: _("Taken together with all earlier changes, does it lead away from the original purpose?"),
}
#: After so many related changes the next asks everybody: many small steps make a long way.
MOST_HOPS = 3


def ensure_answered(answers: Mapping[int, Answer], reason: str) -> None:
    """Raise `Refused` unless every question has an answer, and a sentence says why people could foresee the change."""
    if missing := sorted(QUESTIONS.keys() - answers.keys()):
        raise Refused("unanswered", _("Please answer every question."), field=f"q{missing[0]}")
    if len(reason.strip()) < 10:
        raise Refused("no_reason", _("Say in one sentence why an ordinary user could foresee it."), field="reason")


def is_related(answers: Mapping[int, Answer], hops: int) -> bool:
    """Whether every question was answered with no, and the original is not left behind in many small steps."""
    return hops < MOST_HOPS and all(answers[number] == Answer.NO for number in QUESTIONS)
