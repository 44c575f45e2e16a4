"""Answers of the openid room to what happens downstairs."""

from coorum.accounts.events import ADDRESS_CHANGED, PASSWORD_CHANGED, PERSON_RECOVERED, SESSIONS_REVOKED
from coorum.accounts.queries import person_by_id
from coorum.base.events import Envelope, Party, listen
from coorum.openid.actions.signing_out import sign_out_there
from coorum.openid.actions.visits import end_link
from coorum.openid.models import Link
from coorum.provision.events import PROVISION_CLOSED
from coorum.provision.queries import provided_items


def end_links(envelope: Envelope) -> None:
    """Nothing is provided to the operator any more: its websites are told nothing either."""
    links = Link.objects.select_related("party", "member").filter(member=envelope.subject and envelope.subject.id)
    for link in links.filter(ended_at=None):
        if not provided_items(link.member):
            end_link(link, actor=Party("system"), reason="nothing is provided any more")


def sign_out_everywhere(envelope: Envelope) -> None:
    """Every session of the person ended, or all others: so do those at websites."""
    if envelope.subject and envelope.subject.id:
        sign_out_there(person_by_id(envelope.subject.id))


listen(PROVISION_CLOSED, end_links)
for event in (SESSIONS_REVOKED, PERSON_RECOVERED, PASSWORD_CHANGED, ADDRESS_CHANGED):
    listen(event, sign_out_everywhere)
