"""Shells around actions."""

from coorum.base.tasks import task
from coorum.notices.inbox import actions


@task(queue="mail", retries=8)
def send_due() -> None:
    """The letters that are due, and then the next."""
    if actions.send_due():
        send_due.later()
