"""Answers to what happens in rooms downstairs."""

from uuid import uuid5

from coorum.accounts import queries
from coorum.accounts.actions.announcing import write_to
from coorum.accounts.models import Session
from coorum.accounts.roles import Role
from coorum.base import mail
from coorum.base.events import Envelope, listen
from coorum.sites import queries as sites
from coorum.sites.hosts import events as hosts
from coorum.sites.hosts.names import address_of
from coorum.sites.senders import events as senders

LETTERS = {
    hosts.HOST_FAILED.name: "host_failing",
    hosts.HOST_LOST.name: "host_lost",
    senders.KEY_FAILED.name: "sender_failing",
}


def tell_owners(envelope: Envelope) -> None:
    """A letter to each owner of the site whose host, or sender, is failing or lost, with what to do."""
    site = sites.current_site()
    context = {
        "site": site.name,
        "host": envelope.payload["host"],
        "address": f"{sites.origin_of(site)}/console/hosts/",
    }
    for role in queries.staff().filter(role=Role.OWNER):
        key = uuid5(envelope.key, role.person_id.hex)
        write_to(role.person, kind=LETTERS[envelope.event.name], context=context, key=key)


def end_sessions_there(envelope: Envelope) -> None:
    """Whoever was signed in on a host that is let go of is not signed in with whoever gets it next."""
    Session.objects.filter(host=address_of(envelope.payload["host"])).delete()


def register() -> None:
    mail.register(*LETTERS.values(), purpose="operate")
    listen(hosts.HOST_FAILED, tell_owners)
    listen(hosts.HOST_LOST, tell_owners)
    listen(senders.KEY_FAILED, tell_owners)
    listen(hosts.HOST_LOST, end_sessions_there)
    listen(hosts.HOST_REMOVED, end_sessions_there)
