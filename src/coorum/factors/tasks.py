"""Shells for the worker."""

from coorum.base import clock
from coorum.base.tasks import task
from coorum.factors import actions
from coorum.factors.queries import losses


@task()
def watch_losses() -> None:
    """Lost factors: a letter a day, and the reset once the wait is over."""
    for loss in losses():
        if loss.due_at <= clock.now():
            actions.reset_factors(loss.person_id)
        else:
            actions.remind_of_loss(loss.person_id)
