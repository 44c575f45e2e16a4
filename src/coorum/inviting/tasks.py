"""Shells around actions."""

from coorum.base.tasks import task
from coorum.inviting import actions


@task(retries=5)
def invite_next(batch_id: str) -> None:
    if actions.invite_next(batch_id):  # type: ignore[arg-type]  # tasks carry ids as text
        invite_next.later(batch_id)
