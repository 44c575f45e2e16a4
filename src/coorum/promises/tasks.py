"""Shells around actions."""

from coorum.base.tasks import task
from coorum.promises import actions


@task(retries=2)
def verify_chain(verification_id: str) -> None:
    actions.verify_chain(verification_id)
