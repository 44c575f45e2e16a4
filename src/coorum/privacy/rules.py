"""How a case moves (obligations c-1), and what binds whoever decides it. No database and no clock here."""

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.privacy.kinds import CORRECTING, STOPPING, WITH_FEE, Form, Found, Ground, Kind, Outcome, State, Step

#: Where a case goes once we know who asks: the fee is skipped by every kind that may not have one.
_AFTER_IDENTITY = {
    **dict.fromkeys(WITH_FEE, State.FEE_QUOTED),
    **dict.fromkeys(CORRECTING, State.INVESTIGATING),
    **dict.fromkeys(STOPPING, State.FROZEN),
}
_MOVES: dict[State, dict[Step, State]] = {
    State.RECEIVED: {
        Step.ACKNOWLEDGE: State.IDENTITY_PENDING,
        Step.LINK: State.LINKED,
        Step.FORWARD: State.FORWARDED,
    },
    State.IDENTITY_PENDING: {Step.FAIL_IDENTITY: State.IDENTITY_FAILED},
    State.IDENTITY_FAILED: {Step.CLOSE: State.CLOSED},
    State.FEE_QUOTED: {Step.PAY: State.SCOPED, Step.WAIVE: State.SCOPED, Step.LAPSE: State.FEE_LAPSED},
    State.FEE_LAPSED: {Step.REOPEN: State.FEE_QUOTED, Step.WAIVE: State.SCOPED},
    State.SCOPED: {Step.COLLECT: State.COLLECTING, Step.FORWARD: State.FORWARDED},
    State.COLLECTING: {Step.FOUND: State.REVIEW},
    State.REVIEW: {Step.DECIDE: State.DECIDED, Step.COLLECT: State.COLLECTING},
    State.DECIDED: {Step.DELIVER: State.DELIVERED},
    State.DELIVERED: {Step.BOUNCE: State.REDELIVER, Step.CLOSE: State.CLOSED},
    State.REDELIVER: {Step.DELIVER: State.DELIVERED},
    State.INVESTIGATING: {Step.FIX: State.FIXED, Step.LEAVE: State.NOT_FIXED, Step.FORWARD: State.FORWARDED},
    State.FROZEN: {Step.CHECK: State.GROUND_CHECK, Step.FORWARD: State.FORWARDED},
    State.GROUND_CHECK: {
        Step.STOP: State.STOPPED,
        Step.ERASE: State.ERASED,
        Step.STOP_PROVISION: State.PROVISION_STOPPED,
        Step.SUBSTITUTE: State.ALTERNATIVE,
        Step.REJECT: State.REJECTED,
    },
    **{
        settled: {Step.TELL: State.CLOSED}
        for settled in (
            State.FORWARDED,
            State.FIXED,
            State.NOT_FIXED,
            State.STOPPED,
            State.ERASED,
            State.PROVISION_STOPPED,
            State.ALTERNATIVE,
            State.REJECTED,
        )
    },
}
#: What ends a branch that has no package: the step, and whether it says no.
SETTLING = {
    **dict.fromkeys(CORRECTING, (Step.FIX, Step.LEAVE)),
    Kind.STOP: (Step.STOP, Step.SUBSTITUTE, Step.REJECT),
    Kind.ERASE: (Step.ERASE, Step.SUBSTITUTE, Step.REJECT),
    Kind.STOP_PROVISION: (Step.STOP_PROVISION, Step.SUBSTITUTE, Step.REJECT),
}
REFUSING = (Step.LEAVE, Step.SUBSTITUTE, Step.REJECT)
#: States in which it is the person's turn: the service clock rests, the risk clock never does.
WAITING = (State.IDENTITY_PENDING, State.IDENTITY_FAILED, State.FEE_QUOTED, State.FEE_LAPSED)
#: It is not known yet who asks.
IDENTIFYING = (State.IDENTITY_PENDING, State.IDENTITY_FAILED)
#: The house is at work, and whoever asked can watch.
SEARCHING = (State.SCOPED, State.COLLECTING)
#: States in which a case waits for an officer.
OFFICERS_TURN = (
    State.REVIEW,
    State.DECIDED,
    State.REDELIVER,
    State.INVESTIGATING,
    State.FROZEN,
    State.GROUND_CHECK,
)
ENDED = (State.LINKED, State.CLOSED, State.WITHDRAWN)
#: A request can be taken back until it is decided; the fee goes back where no search has begun (c-1).
BEFORE_SEARCH = (*WAITING, State.RECEIVED, State.SCOPED)
UNDECIDED = (
    *BEFORE_SEARCH,
    State.COLLECTING,
    State.REVIEW,
    State.INVESTIGATING,
    State.FROZEN,
    State.GROUND_CHECK,
)
#: Where an officer may still ask somebody without an account for a document: before anything was decided.
DOUBTFUL = (State.FEE_QUOTED, State.INVESTIGATING, State.FROZEN, State.GROUND_CHECK, State.REVIEW)
#: Complaints and lawsuits can come at any time, and change nothing about where the case stands.
_ALWAYS = (Step.COMPLAIN, Step.LITIGATE)


def next_state(kind: Kind, state: State, step: Step) -> State:
    """Where `step` leads. Raises `Refused("not_now")` where it leads nowhere."""
    if step in _ALWAYS:
        return state
    if step == Step.WITHDRAW and state in UNDECIDED:
        return State.WITHDRAWN
    if step == Step.OBJECT and state in (*UNDECIDED, State.DECIDED):
        return State.WITHDRAWN
    if step == Step.DOUBT and state in DOUBTFUL:
        return State.IDENTITY_PENDING
    if step == Step.IDENTIFY and state in (State.IDENTITY_PENDING, State.IDENTITY_FAILED):
        return _AFTER_IDENTITY[kind]
    if step in _MOVES.get(state, {}) and _fits(kind, step):
        return _MOVES[state][step]
    raise Refused("not_now", _("This cannot be done with the request as it stands. Please reload the page."))


def can(kind: Kind, state: State, step: Step) -> bool:
    """Whether `step` is open to a case of this kind in this state."""
    try:
        next_state(kind, state, step)
    except Refused:
        return False
    return True


def _fits(kind: Kind, step: Step) -> bool:
    """A request to erase is not answered by stopping the provision."""
    settling = {one for steps in SETTLING.values() for one in steps}
    return step not in settling or step in SETTLING.get(kind, ())


def ensure_decision(outcome: str, *, ground: str, reason: str) -> None:
    """Raises `Refused` where something is refused without a ground of the closed list and a reason (P10.6)."""
    if outcome not in (Outcome.PARTIAL, Outcome.REFUSED, *REFUSING):
        return
    if ground not in Ground.values:
        raise Refused("no_ground", _("Choose the ground: what is refused must be on the list."), field="ground")
    if not reason.strip():
        raise Refused("no_reason", _("Write why, in words the person understands."), field="reason")


def needs_second(outcome: str) -> bool:
    """Whether another officer must agree: whenever less is given than was asked."""
    return outcome in (Outcome.PARTIAL, Outcome.REFUSED, *REFUSING)


def is_plain(form: str, results: set[str], *, method: str) -> bool:
    """Whether a search can be answered by itself: the person signed in once more, wants a file, and every system answered.

    What the rooms hand out is the person's own: their words, their records. A room whose rows tell of others answers by
    hand (P10.6, "other people's data in threads").
    """
    return form == Form.ELECTRONIC and method == "recent_sign_in" and results <= {Found.FOUND, Found.NONE}
