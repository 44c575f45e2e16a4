"""How helpful an answer was: asked once, by a link in the answer, of whoever has it."""

from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.once import insert_once
from coorum.base.screening import meant
from coorum.enquiries.actions.moving import tell, tell_meant, writer
from coorum.enquiries.events import ANSWER_RATED
from coorum.enquiries.inbound import plain
from coorum.enquiries.models import Message, Rating


@action
def rate(answer: Message, *, score: int, words: str = "", openly: bool = False) -> Rating:
    """Say how helpful an answer was, from 1 to 5. Raises `Refused`: `rated` where that was said, `no_score`,

    and what `screening.meant` raises.
    """
    if not 1 <= score <= 5:
        raise Refused("no_score", _("Please choose a number from 1 to 5."), field="score")
    care = meant(words=words, openly=openly)
    rating = Rating(answer=answer, score=score, words=plain.tidy(words, 1000)[0], given_at=clock.now())
    if not insert_once(rating):
        raise Refused("rated", _("You have told us already. Thank you."))
    tell(ANSWER_RATED, answer.enquiry, actor=writer(answer.enquiry), payload={"score": score})
    tell_meant(answer.enquiry, care)
    return rating
