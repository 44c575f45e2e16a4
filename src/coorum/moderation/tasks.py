"""Shells for the worker."""

from coorum.base.tasks import task
from coorum.moderation import actions


@task()
def watch_reports() -> None:
    """Move on what waits for time alone, and remind the staff of a site of what is due."""
    actions.watch()
