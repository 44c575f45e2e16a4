"""The end of an operator's contract: nothing is provided any more."""

from coorum.accounts import actions as accounts
from coorum.accounts.models import Member
from coorum.base.actions import action
from coorum.provision.actions.providing import close_provision
from coorum.provision.models import Provision


@action
def close_next(most: int, *, reason: str) -> int:
    """Close the next open provisions of the site whose scope is open, and pause the memberships: reading, leaving and
    one's own data stay (policy 9(6)). Answers how many; 0 when none is open.
    """
    still = Provision.objects.filter(closed_at=None).values("member")
    members = list(Member.objects.filter(id__in=still).order_by("id")[:most])
    for member in members:
        close_provision(member, reason=reason)
        accounts.pause(member)
    return len(members)
