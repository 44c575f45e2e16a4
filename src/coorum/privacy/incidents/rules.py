"""How an incident moves (obligations c-3). No database and no clock here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.privacy.incidents.clock import Assessed
from coorum.privacy.incidents.kinds import Phase, Step

#: Until it is decided whether it is a breach.
_MOVES: dict[Phase, dict[Step, Phase]] = {
    Phase.SUSPECTED: {Step.TRIAGE: Phase.TRIAGED},
    Phase.TRIAGED: {Step.DOUBT: Phase.DOUBTED, Step.KNOW: Phase.KNOWN},
    Phase.DOUBTED: {Step.AGREE: Phase.NOT_BREACH, Step.DISAGREE: Phase.TRIAGED, Step.KNOW: Phase.KNOWN},
}
_TELLING = (Step.TELL_PERSONS, Step.PUBLISH)


@dataclass(frozen=True)
class Standing:
    """Where an incident stands: its phase, what was done since it is known, and whom the newest assessment binds."""

    phase: Phase = Phase.SUSPECTED
    done: frozenset[Step] = frozenset()
    is_ours: bool = False
    is_operators: bool = False

    @property
    def was_told(self) -> bool:
        """Whether the persons were told, or it was published instead."""
        return any(step in self.done for step in _TELLING)

    @property
    def was_reported(self) -> bool:
        return Step.FILE_PRELIMINARY in self.done


def after(standing: Standing, step: Step, *, assessed: Assessed | None = None) -> Standing:
    """Where `step` leads; an assessment says what it found. Raises `Refused("not_now")` where it is not open."""
    if not is_open(standing, step):
        raise Refused("not_now", _("This cannot be done with the incident as it stands. Please reload the page."))
    if standing.phase in _MOVES:
        return replace(standing, phase=_MOVES[standing.phase][step])
    if step == Step.CLOSE:
        return replace(standing, phase=Phase.CLOSED)
    done = standing.done | {step}
    if step == Step.WITHDRAW:  # it stands as if it had never been reported
        done -= {Step.WITHDRAW, Step.FILE_PRELIMINARY, Step.FILE_FINAL, Step.SUPPLEMENT}
    standing = replace(standing, done=done)
    return replace(standing, is_ours=assessed.is_ours, is_operators=assessed.is_operators) if assessed else standing


def is_open(standing: Standing, step: Step) -> bool:
    """Whether `step` can be taken now."""
    if standing.phase != Phase.KNOWN:
        return step in _MOVES.get(standing.phase, {})
    reported, told = standing.was_reported, standing.was_told
    finished = Step.FILE_FINAL in standing.done
    return {
        Step.CONTAIN: True,
        Step.PRESERVE: True,
        Step.ASSESS: True,
        Step.TELL_OPERATOR: standing.is_operators,
        Step.FILE_PRELIMINARY: standing.is_ours and not reported,
        Step.TELL_PERSONS: standing.is_ours,
        Step.PUBLISH: standing.is_ours,
        Step.DEFER: standing.is_ours and not told,
        Step.FILE_FINAL: standing.is_ours and reported and not finished and (told or Step.DEFER in standing.done),
        Step.SUPPLEMENT: standing.is_ours and reported,
        Step.WITHDRAW: reported and not standing.is_ours,
        Step.LEARN: not set(left(standing)) - {Step.LEARN},
        Step.CLOSE: not left(standing),
    }.get(step, False)


def steps_open(standing: Standing) -> list[Step]:
    """Everything that can be done now."""
    return [step for step in Step if is_open(standing, step)]


def left(standing: Standing) -> list[Step]:
    """What must still be done before a known incident can be closed, in order."""
    needed: list[Step] = [Step.CONTAIN, Step.PRESERVE, Step.ASSESS]
    needed += [Step.TELL_OPERATOR] if standing.is_operators else []
    if standing.is_ours:
        needed += [Step.FILE_PRELIMINARY, *([] if standing.was_told else [Step.TELL_PERSONS]), Step.FILE_FINAL]
    elif standing.was_reported:
        needed.append(Step.WITHDRAW)
    return [step for step in (*needed, Step.LEARN) if step not in standing.done]


def standing_of(phase: Phase, steps: Iterable[Step], newest: Assessed | None) -> Standing:
    """The standing that these steps, in order, have led to."""
    done: frozenset[Step] = frozenset()
    for step in steps:
        done |= {step}
        if step == Step.WITHDRAW:
            done -= {Step.WITHDRAW, Step.FILE_PRELIMINARY, Step.FILE_FINAL, Step.SUPPLEMENT}
    known = done - {Step.TRIAGE, Step.DOUBT, Step.AGREE, Step.DISAGREE, Step.KNOW, Step.CLOSE}
    return Standing(phase, known, bool(newest and newest.is_ours), bool(newest and newest.is_operators))


def ensure_second(step: Step, *, proposed_by: object, actor: object, is_alone: bool, why: str) -> None:
    """Nobody agrees alone that there is nothing to report; where there is one officer only, the waiver is written down.

    Raises `Refused`: `self_approval`, `no_reason`.
    """
    if step == Step.DISAGREE or proposed_by != actor:
        return
    if not is_alone:
        raise Refused("self_approval", _("Somebody else must agree: nobody approves their own decision."))
    if not why.strip():
        raise Refused("no_reason", _("Please write why."), field="why")
