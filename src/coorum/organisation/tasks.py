"""Shells around actions."""

from coorum.base.tasks import task
from coorum.organisation import actions
from coorum.organisation.actions import people


@task(retries=2)
def watch_processors() -> None:
    actions.watch()


@task(retries=2)
def watch_people() -> None:
    people.watch_people()


@task(retries=2)
def snapshot_roles() -> None:
    people.snapshot_roles()
