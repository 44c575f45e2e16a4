"""What was approved is carried out: a sealed copy stays, its digest goes into the chain, the person is told when they may be."""

import hashlib
from datetime import date

from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party
from coorum.enquiries import attachments
from coorum.enquiries.actions.authorities.moving import locked, moved, tell
from coorum.enquiries.authorities import queries, rules
from coorum.enquiries.authorities.events import DATA_GIVEN
from coorum.enquiries.authorities.kinds import Document, MayTell, Reply, Step
from coorum.enquiries.models import Inquiry, InquiryAnswer, InquiryStep


@action
def carry_out(officer: Party, *, inquiry: Inquiry, why: str = "") -> InquiryStep:
    """Answer that nothing is given, or that nothing is held, as it was approved. Raises `Refused("not_now")`."""
    proposal = queries.proposal_of(locked(inquiry))
    if proposal is None or proposal.reply == Reply.GIVE:
        raise Refused("not_now", _("This cannot be done with the inquiry as it stands. Please reload the page."))
    return moved(officer, inquiry, rules.CARRYING_OUT[Reply(proposal.reply)], why=why)


@action
def give(
    officer: Party,
    *,
    inquiry: Inquiry,
    content: bytes,
    method: str,
    may_tell: MayTell,
    tell_from: date | None = None,
) -> InquiryAnswer:
    """Give what was approved. `content` is exactly what goes out: a sealed copy stays, and its digest in the chain.

    Raises `Refused`: `not_now` (not verified and approved), `nothing_to_give`, `no_day`, and what `ensure_lawful` raises.
    """
    inquiry = locked(inquiry)
    proposal = queries.proposal_of(inquiry)
    if proposal is None or proposal.reply != Reply.GIVE or queries.verification_of(inquiry) is None:
        raise Refused("not_now", _("This cannot be done with the inquiry as it stands. Please reload the page."))
    rules.ensure_lawful(Document(inquiry.document), proposal.ground, inquiry.asked, proposal.given)
    if not content:
        raise Refused("nothing_to_give", _("Attach what goes out."), field="content")
    if may_tell == MayTell.LATER and tell_from is None:
        raise Refused("no_day", _("Enter the day from which the person may be told."), field="tell_from")
    step = moved(officer, inquiry, Step.GIVE)
    answer = InquiryAnswer(
        step=step,
        inquiry=inquiry,
        proposal=proposal,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        method=method,
        may_tell=may_tell,
        tell_from=tell_from if may_tell == MayTell.LATER else None,
        given_at=clock.now(),
    )
    attachments.keep_answer(answer, content)
    answer.save(force_insert=True)
    facts = {"given": proposal.given, "ground": proposal.ground, "sha256": answer.sha256, "size": answer.size}
    tell(DATA_GIVEN, inquiry, actor=officer, payload=facts)
    return answer


@action
def tell_person(officer: Party, *, inquiry: Inquiry, why: str) -> InquiryStep:
    """The person was told. Raises `Refused("not_yet")` where they may not be, or not today."""
    answer = InquiryAnswer.objects.select_for_update().filter(inquiry=inquiry).first()
    if answer is None or answer not in queries.to_tell():
        raise Refused("not_yet", _("The person may not be told, or not yet."))
    step = moved(officer, inquiry, Step.TELL_PERSON, why=why)
    answer.told_at = step.made_at
    answer.save(update_fields=["told_at"])
    return step
