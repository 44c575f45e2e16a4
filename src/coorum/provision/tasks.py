"""Shells for the worker."""

from uuid import UUID

from coorum.base.tasks import task


@task()
def renew_address(person_id: str) -> None:
    """Somebody changed their address: the operators who are provided with it get the new one."""
    from coorum.provision.actions.providing import renew_everywhere

    renew_everywhere(UUID(person_id))
