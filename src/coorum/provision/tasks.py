"""Shells for the worker."""

from uuid import UUID

from coorum.base.tasks import task


@task()
def renew_address(person_id: str) -> None:
    """Somebody changed their address: the operators who are provided with it get the new one."""
    from coorum.provision.actions.providing import renew_everywhere

    renew_everywhere(UUID(person_id))


@task()
def hand_over_wishes() -> None:
    """Tell the operator of a site who wants advertising mail and is not on its list yet."""
    from coorum.provision.actions.advertising import hand_over_wishes

    hand_over_wishes()


@task()
def remind_of_tasks() -> None:
    """Remind the operator of a site of what it must correct or erase."""
    from coorum.provision.actions.tasks import remind_of_tasks

    remind_of_tasks()
