"""Answers of the community room to what happens downstairs."""

from coorum.accounts.models import Departure
from coorum.base.events import Envelope, listen
from coorum.community.actions.emptying import erase_member
from coorum.provision.events import MEMBER_LEFT


def let_go(envelope: Envelope) -> None:
    """Somebody left: likes, drafts and visits go at once, posts and comments unless they chose to leave them."""
    if envelope.subject is None:
        return
    rows = Departure.objects.select_related("member").order_by("-departed_at")
    if envelope.subject.kind == "member":
        departure = rows.filter(member=envelope.subject.id).first()
    else:
        departure = rows.filter(member__person=envelope.subject.id).first()
    if departure is not None:
        member = departure.member
        erase_member(member.id, member.person_id, keep_words=departure.kept_posts)


listen(MEMBER_LEFT, let_go)
