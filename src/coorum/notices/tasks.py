"""Shells around actions."""

from coorum.base.tasks import task
from coorum.notices import actions


@task(queue="mail", retries=8)
def send_mailing(mailing_id: str) -> None:
    """The next letters of a round, and then the next."""
    if actions.send_batch(mailing_id):
        send_mailing.later(mailing_id)
