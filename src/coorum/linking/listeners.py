"""Answers of the linking room to what happens to people downstairs."""

from datetime import datetime

from coorum.accounts.events import (
    ADDRESS_TAKEN_BACK,
    PERSON_FORGOTTEN,
    PERSON_RECOVERED,
    PERSON_REGISTERED,
    PERSON_VERIFIED,
)
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


def drop_newer(envelope: Envelope) -> None:
    """Whoever changed the address may have linked an account of theirs since: it would open the door until the recovery."""
    if envelope.subject and envelope.subject.id:
        since = datetime.fromisoformat(envelope.payload["since"])
        drop_links(envelope.subject.id, why="address_taken_back", since=since)


listen(PERSON_VERIFIED, link)
listen(ADDRESS_TAKEN_BACK, drop_newer)
for event in (PERSON_REGISTERED, PERSON_RECOVERED, PERSON_FORGOTTEN):
    listen(event, drop)
