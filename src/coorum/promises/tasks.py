"""Shells around actions."""

from datetime import timedelta

from coorum.base.events import SYSTEM
from coorum.base.ledger.heads import sign_heads
from coorum.base.tasks import task
from coorum.promises import actions


@task(retries=2)
def verify_chain(verification_id: str) -> None:
    actions.verify_chain(verification_id)


@task(retries=2)
def prove_all() -> None:
    actions.run_proofs(SYSTEM)
    sign_round.later()


@task(retries=2)
def prove() -> None:
    if actions.run_due_proofs():
        sign_round.later()


@task(retries=1)
def sign_round() -> None:
    """Now, not within the minute: a proof can be taken away once its evidence is signed."""
    sign_heads(pause=timedelta())


@task(retries=2)
def take_effect() -> None:
    actions.take_effect()


@task(retries=2)
def remind_silent() -> None:
    actions.remind_silent()


@task(retries=2)
def stamp_publications() -> None:
    if actions.stamp_next():
        stamp_publications.later()


@task(retries=2)
def look_at_publications() -> None:
    if actions.look_next():
        look_at_publications.later()


@task(retries=2)
def anchor_heads() -> None:
    actions.anchor_heads()


@task(retries=2)
def follow_registers() -> None:
    actions.follow_registers()
