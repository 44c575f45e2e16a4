"""The operator's repair tool: who is linked with a customer ID, and releasing a link that is wrong.

A link is never moved by staff: it is released, and the right member links it in a session of their own. So no operator
signs in as somebody by it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coorum.accounts.queries import Viewer, member_party
from coorum.base.actions import action
from coorum.base.events import publish
from coorum.customers import queries, rules
from coorum.customers.actions.linking import end_link
from coorum.customers.events import LINK_LOOKED_UP
from coorum.customers.letters import tell
from coorum.customers.models import Link
from coorum.provision.actions import find_by_customer


@dataclass(frozen=True, slots=True)
class Found:
    """A link, as far as staff may see it: who it is only while that member's data is provided to the operator."""

    link_id: UUID
    subject: str
    linked_at: datetime
    used_at: datetime | None
    display_name: str = ""
    user_id: str = ""
    member_id: UUID | None = None


@action
def find_customer(staff: Viewer, *, subject: str) -> Found | None:
    """The link of this customer ID; a look that the member sees. Raises `Refused("role")`."""
    rules.ensure_may_mend(staff)
    link = queries.link_of(subject.strip())
    if link is None:
        return None
    seen = Found(link.id, link.subject, link.linked_at, link.used_at)
    profile = find_by_customer(staff, member=link.member)
    if profile is None:
        publish(LINK_LOOKED_UP, actor=staff.party, subject=member_party(link.member))
        return seen
    return Found(
        link.id, link.subject, link.linked_at, link.used_at, profile.display_name, profile.user_id, profile.member_id
    )


@action
def release_link(staff: Viewer, link: Link, *, reason: str) -> None:
    """End a link that is wrong; sessions that began with it end, and the member gets a letter that says who and why.

    Raises `Refused`: `role`, `reason`.
    """
    rules.ensure_may_mend(staff)
    given = rules.proper_reason(reason)
    tell("customer_unlinked", link, reason=given)
    end_link(link, actor=staff.party, why="released", reason=given)
