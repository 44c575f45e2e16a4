"""Shells for the worker."""

from uuid import UUID

from coorum.base.tasks import task
from coorum.sites.hosts import actions as hosts
from coorum.sites.hosts import queries


@task()
def watch_hosts() -> None:
    """Have each host of the site looked at."""
    for claim_id in queries.claims().filter(losses=None).values_list("id", flat=True):
        look_at_host.later(str(claim_id))


@task()
def look_at_host(claim_id: str) -> None:
    """Ask the DNS for a host's record, and do what follows."""
    for claim in queries.claims().filter(id=UUID(claim_id)):
        hosts.look_at(claim)
