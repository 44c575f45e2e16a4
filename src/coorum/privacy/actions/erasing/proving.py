"""The last word: five weeks after the erasure no backup knows them any more. Everything is asked and looked at once more."""

from uuid import UUID

from coorum.base.actions import action
from coorum.base.events import SYSTEM
from coorum.privacy.actions.erasing.carrying import ask_again, sign
from coorum.privacy.actions.erasing.moving import locked, move, tell
from coorum.privacy.erasure import letters, queries
from coorum.privacy.erasure.events import ERASURE_FAILED
from coorum.privacy.erasure.kinds import Stage, State, Step
from coorum.privacy.erasure.remains import remains_of


@action
def prove(erasure_id: UUID) -> bool:
    """Sign that nothing is left but what the rules keep, or say what is and look again later. Whether it was signed."""
    erasure = locked(erasure_id)
    if erasure.state != State.BACKUP_AGED:
        return False
    ask_again(erasure)
    left = remains_of(erasure)
    whole = queries.standing_of(erasure).is_whole
    if left or not whole:
        if not queries.doubted_lately(erasure):
            move(erasure.id, Step.DOUBT, actor=SYSTEM, why=", ".join(left)[:500])
            tell(ERASURE_FAILED, erasure, actor=SYSTEM, payload={"left": left})
        return False
    erasure = move(erasure.id, Step.PROVE, actor=SYSTEM, is_clean=True)
    sign(erasure, Stage.PROVEN)
    if erasure.community:
        letters.write("proven", erasure)
    return True
