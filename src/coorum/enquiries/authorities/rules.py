"""How the inquiry of an authority moves, and what binds whoever answers it. No database and no clock here."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.enquiries.authorities.kinds import BINDING, SECRET, Document, Ground, Item, Phase, Reply, Step

_MOVES: dict[Phase, dict[Step, Phase]] = {
    Phase.RECEIVED: {Step.VERIFY: Phase.VERIFIED, Step.DOUBT: Phase.DOUBTED},
    Phase.VERIFIED: {Step.PROPOSE: Phase.PROPOSED, Step.DOUBT: Phase.DOUBTED},
    Phase.PROPOSED: {Step.APPROVE: Phase.APPROVED, Step.SEND_BACK: Phase.VERIFIED},
    Phase.APPROVED: {
        Step.GIVE: Phase.GIVEN,
        Step.REFUSE: Phase.REFUSED,
        Step.FIND_NOTHING: Phase.NOTHING,
        Step.SEND_BACK: Phase.VERIFIED,
    },
    Phase.GIVEN: {Step.TELL_PERSON: Phase.GIVEN, Step.CLOSE: Phase.CLOSED},
    Phase.REFUSED: {Step.CLOSE: Phase.CLOSED},
    Phase.NOTHING: {Step.CLOSE: Phase.CLOSED},
    Phase.CLOSED: {Step.TELL_PERSON: Phase.CLOSED},
}
for _phase in (Phase.RECEIVED, Phase.VERIFIED, Phase.PROPOSED):  # counsel may be asked until it is approved
    _MOVES[_phase][Step.COUNSEL] = _phase
#: The step that carries an approved proposal out.
CARRYING_OUT = {Reply.GIVE: Step.GIVE, Reply.REFUSE: Step.REFUSE, Reply.NOTHING: Step.FIND_NOTHING}


def next_phase(phase: Phase, step: Step) -> Phase:
    """Where `step` leads. Raises `Refused("not_now")`."""
    try:
        return _MOVES[phase][step]
    except KeyError:
        words = _("This cannot be done with the inquiry as it stands. Please reload the page.")
        raise Refused("not_now", words) from None


def steps_open(phase: Phase) -> list[Step]:
    return [step for step in Step if step in _MOVES.get(phase, {})]


def ensure_independent(number: str, found_in: str, spoke_to: str) -> None:
    """Whoever sends a forged letter answers the number printed on it. Raises `Refused("not_independent")`."""
    if not (number.strip() and found_in.strip() and spoke_to.strip()):
        words = _("Call a number that you found yourself, not the one on the document; write where, and who answered.")
        raise Refused("not_independent", words, field="found_in")


def ensure_lawful(document: Document, ground: str, asked: Collection[str], given: Collection[str]) -> None:
    """Raises `Refused`: `no_ground`, `nothing_marked`, `too_much` (more than asked), `secret` (TBA 4 needs a judge's word)."""
    if ground not in Ground.values:
        raise Refused("no_ground", _("Choose the ground on which it may be given."), field="ground")
    if not given:
        raise Refused("nothing_marked", _("Mark what is given."), field="given")
    if too_much := set(given) - set(asked):
        names = ", ".join(str(Item(one).label) for one in sorted(too_much))
        raise Refused("too_much", _("This was not asked for: %(names)s"), field="given", names=names)
    if document not in BINDING and (secret := set(given) & set(SECRET)):
        names = ", ".join(str(Item(one).label) for one in sorted(secret))
        words = _("The secrecy of communications protects this; only a judge's or court's order opens it: %(names)s")
        raise Refused("secret", words, field="given", names=names)


def ensure_second(*, proposed_by: object, actor: object, is_alone: bool, why: str) -> None:
    """Nobody approves their own proposal; where there is one officer only, the waiver is written down.

    Raises `Refused`: `self_approval`, `no_reason`.
    """
    if proposed_by != actor:
        return
    if not is_alone:
        raise Refused("self_approval", _("Somebody else must agree: nobody approves their own decision."))
    if not why.strip():
        raise Refused("no_reason", _("Please write why."), field="why")
