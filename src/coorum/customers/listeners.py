"""Answers of the customers room to what happens downstairs."""

from datetime import datetime

from coorum.accounts.events import ADDRESS_TAKEN_BACK, PERSON_FORGOTTEN, PERSON_RECOVERED, PERSON_REGISTERED
from coorum.accounts.models import Person
from coorum.base.events import Envelope, listen
from coorum.customers.actions.linking import drop_link_of, drop_links, drop_wish, link_as_wished
from coorum.provision.events import MEMBER_JOINED, MEMBER_LEFT


def link(envelope: Envelope) -> None:
    """Their address is verified and they joined: what they wished when they registered is done."""
    if envelope.subject and envelope.actor.id:
        link_as_wished(envelope.actor.id, envelope.subject.id)


def forget(envelope: Envelope) -> None:
    """Somebody registered the address anew, who may be somebody else than before. They belong to no community yet."""
    if envelope.subject and envelope.subject.id:
        drop_wish(envelope.subject.id)


def drop(envelope: Envelope) -> None:
    """Somebody recovered the address, or took it back from whoever had changed it: what was linked before, or since the
    change, may have been another's doing.
    """
    found = envelope.subject.id if envelope.subject else None
    person = Person.objects.filter(id=found).first() if found else None
    since = envelope.payload.get("since")
    if person:
        why = envelope.event.name.rpartition(".")[2]
        drop_links(person, why=why, since=datetime.fromisoformat(since) if since else None)


def leave(envelope: Envelope) -> None:
    """Who left is a customer of the operator still, and no member."""
    if envelope.subject:
        drop_link_of(envelope.subject.id)


listen(MEMBER_JOINED, link)
listen(MEMBER_LEFT, leave)
listen(PERSON_REGISTERED, forget)
for event in (PERSON_RECOVERED, PERSON_FORGOTTEN, ADDRESS_TAKEN_BACK):
    listen(event, drop)
