"""Shells around actions."""

from coorum.base.tasks import task
from coorum.profiles import actions


@task(retries=5)
def empty_next(field_id: str) -> None:
    """Go on erasing the answers to a removed field."""
    if actions.empty_next(field_id):  # type: ignore[arg-type]  # tasks carry ids as text
        empty_next.later(field_id)
