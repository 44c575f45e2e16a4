"""Shells for the worker."""

from uuid import UUID

from coorum.base.tasks import task
from coorum.sites.hosts import actions as hosts
from coorum.sites.hosts import queries
from coorum.sites.senders import actions as sending
from coorum.sites.senders import queries as senders


@task()
def watch_hosts() -> None:
    """Have each host of the site looked at, and each key that signs its letters."""
    for claim_id in queries.claims().filter(losses=None).values_list("id", flat=True):
        look_at_host.later(str(claim_id))
    for key_id in senders.keys_to_look_at():
        look_at_key.later(str(key_id))


@task()
def look_at_host(claim_id: str) -> None:
    """Ask the DNS for a host's record, and do what follows."""
    for claim in queries.claims().filter(id=UUID(claim_id)):
        hosts.look_at(claim)


@task()
def look_at_key(key_id: str) -> None:
    """Ask the DNS for the record of a key that signs letters, and do what follows."""
    for key in senders.sender_keys().filter(id=UUID(key_id)):
        sending.look_at_key(key)
