"""Shells around actions."""

from coorum.base.tasks import task
from coorum.organisation import actions


@task(retries=2)
def watch_processors() -> None:
    actions.watch()
