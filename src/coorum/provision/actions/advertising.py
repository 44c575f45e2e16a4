"""The operator is told who wants its advertising mail, and nobody else (policy 9(4), X1; 特定電子メール法 3)."""

from itertools import islice

from coorum.accounts.models import Member
from coorum.base.actions import action
from coorum.consent import campaign
from coorum.consent import queries as consents
from coorum.consent.kinds import WHOLE
from coorum.consent.models import ConsentKind
from coorum.consent.notice import ADVERTISING_PURPOSE, PROVISION_PURPOSE
from coorum.provision import queries
from coorum.provision.actions.providing import hand_over
from coorum.provision.kinds import BY_CONSENT
from coorum.provision.models import Provision

#: How many in one transaction.
AT_ONCE = 1000


@action
def hand_over_wish(member: Member) -> Provision | None:
    """Tell the operator that `member` wants its advertising, where they do, are provided at all, and it does not know yet."""
    asked = {ConsentKind.PROVISION, ConsentKind.ADVERTISING}
    is_asked = asked <= set(consents.kinds_in_force(member.person_id))
    if not is_asked or not campaign.may_use(member.person, ADVERTISING_PURPOSE):
        return None
    open_ = Provision.objects.filter(member=member, route=BY_CONSENT, topic=WHOLE, closed_at=None)
    still = open_.values_list("purpose", flat=True)
    return hand_over(member, purpose=ADVERTISING_PURPOSE) if set(still) == {PROVISION_PURPOSE} else None


@action
def hand_over_wishes() -> int:
    """Tell the operator of the open scope of wishes it should know and does not: of those who agreed before it was told of
    any, or before the version that provides for it held for them. Answers of how many.
    """
    told = (member for member in queries.wishes_untold() if hand_over_wish(member))
    return sum(1 for _member in islice(told, AT_ONCE))
