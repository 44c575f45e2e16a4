"""Shells for the worker."""

from coorum.base.tasks import task
from coorum.community.actions.emptying import empty_removed


@task()
def empty_what_was_removed() -> None:
    """Daily, for each site: words removed 30 days ago are emptied for good."""
    while empty_removed():
        pass
