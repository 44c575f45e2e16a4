"""Answers of the linking room to what happens to people downstairs."""

from coorum.accounts.events import PERSON_FORGOTTEN, PERSON_RECOVERED, PERSON_REGISTERED, PERSON_VERIFIED
from coorum.base.events import Envelope, listen
from coorum.linking.actions.linking import drop_links, link_as_wished


def link(envelope: Envelope) -> None:
    """The address is theirs: what they wished when they registered is done."""
    if envelope.subject and envelope.subject.id:
        link_as_wished(envelope.subject.id)


def drop(envelope: Envelope) -> None:
    """Somebody registered the address anew, or recovered it: what was linked before may have been another's doing
    (security §2, 3 and 4)."""
    if envelope.subject and envelope.subject.id:
        drop_links(envelope.subject.id, why=envelope.event.name.rpartition(".")[2])


listen(PERSON_VERIFIED, link)
for event in (PERSON_REGISTERED, PERSON_RECOVERED, PERSON_FORGOTTEN):
    listen(event, drop)
