"""What is answered: proposed by one officer, approved by another."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import Party
from coorum.enquiries.actions.authorities.moving import locked, moved
from coorum.enquiries.authorities import queries, rules
from coorum.enquiries.authorities.kinds import Document, Item, Reply, Step
from coorum.enquiries.models import Inquiry, InquiryProposal, InquiryStep
from coorum.privacy.incidents.queries import officers


@action
def propose(
    officer: Party,
    *,
    inquiry: Inquiry,
    reply: Reply,
    reason: str,
    ground: str = "",
    given: Collection[Item] = (),
) -> InquiryProposal:
    """Propose what is answered: never more than was asked, on a ground of the closed list.

    Raises `Refused`: `no_ground`, `nothing_marked`, `too_much`, `secret`, `no_reason`, `not_now`.
    """
    inquiry = locked(inquiry)
    if not reason.strip():
        raise Refused("no_reason", _("Please write why."), field="reason")
    if reply == Reply.GIVE:
        rules.ensure_lawful(Document(inquiry.document), ground, inquiry.asked, given)
    step = moved(officer, inquiry, Step.PROPOSE)
    return InquiryProposal.objects.create(
        step=step,
        inquiry=inquiry,
        reply=reply,
        ground=ground if reply == Reply.GIVE else "",
        asked=inquiry.asked,
        given=sorted(given) if reply == Reply.GIVE else [],
        reason=reason.strip(),
        made_at=step.made_at,
    )


@action
def approve(officer: Party, *, inquiry: Inquiry, why: str = "", is_alone: bool = False) -> InquiryStep:
    """A second officer agrees with the newest proposal. Raises `Refused`: `self_approval`, `no_reason`, `not_alone`."""
    proposal = queries.proposal_of(locked(inquiry))
    proposed_by = proposal.step.actor_id if proposal else None
    rules.ensure_second(proposed_by=proposed_by, actor=officer.id, is_alone=is_alone, why=why)
    is_waived = is_alone and proposed_by == officer.id
    if is_waived and any(one.id != officer.id for one in officers()):
        raise Refused("not_alone", _("There is another privacy officer: please ask them."), field="is_alone")
    return moved(officer, inquiry, Step.APPROVE, why=why, is_alone=is_waived)


@action
def send_back(officer: Party, *, inquiry: Inquiry, why: str) -> InquiryStep:
    """A second officer does not agree: another proposal is needed."""
    if not why.strip():
        raise Refused("no_reason", _("Please write why."), field="why")
    return moved(officer, inquiry, Step.SEND_BACK, why=why)
