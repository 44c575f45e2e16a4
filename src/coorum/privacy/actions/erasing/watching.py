"""What time alone does to an erasure: wishes lapse, days of grace end, what did not answer is asked again, backups run out."""

from coorum.base.actions import action
from coorum.base.events import SYSTEM
from coorum.privacy.actions.erasing.carrying import begin
from coorum.privacy.actions.erasing.moving import move
from coorum.privacy.erasure import queries, rules
from coorum.privacy.erasure.kinds import State, Step


@action
def watch() -> int:
    """Move on what is due, and queue the work. Returns how many moved."""
    from coorum.privacy import tasks

    lapsed = queries.due(State.REQUESTED, span=rules.TO_CONFIRM, since="asked_at")
    for erasure in lapsed:
        move(erasure.id, Step.LAPSE, actor=SYSTEM)
    over = queries.due(State.GRACE, span=rules.GRACE, since="rested_at")
    for erasure in over:
        begin(SYSTEM, erasure=erasure)
    for erasure in queries.in_state(State.ERASING):
        if erasure not in over:
            tasks.carry_on.later(str(erasure.id))
    for erasure in queries.held():
        tasks.carry_on.later(str(erasure.id))
    due = queries.due(State.RESIDUAL, span=rules.BACKUPS, since="erased_at")
    aged = [one for one in due if rules.is_open(queries.standing_of(one), Step.AGE)]
    for erasure in aged:
        move(erasure.id, Step.AGE, actor=SYSTEM)
    for erasure in queries.in_state(State.BACKUP_AGED):
        tasks.prove_erasure.later(str(erasure.id))
    return len(lapsed) + len(over) + len(aged)
