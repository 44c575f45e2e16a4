"""What is decided about words: by the operator's moderators on their site, upward by the provider, and by staff of themselves."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coorum.accounts.queries import Viewer
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party
from coorum.base.screening import ensure_no_numbers
from coorum.base.text import clean_text
from coorum.moderation import letters, queries, rules
from coorum.moderation.actions.handling import ensure_moderator, taken_up
from coorum.moderation.actions.moving import hide, locked, move, say_of_words, show
from coorum.moderation.actions.reporting import report
from coorum.moderation.events import CONTENT_REMOVED
from coorum.moderation.kinds import AWAY, Ground, Kind, Outcome, Standard, State, Step
from coorum.moderation.models import Case, Decision, Report
from coorum.moderation.subjects import Matter


@dataclass(frozen=True)
class Verdict:
    """What somebody decides, and why. `untold` is why the author is not told, "" where they are (terms 9(3))."""

    outcome: Outcome
    reason: str
    standard: str = ""
    ground: str = Ground.JUDGED
    untold: str = ""


@action
def decide(viewer: Viewer, *, case: Case, verdict: Verdict) -> Decision:
    """Decide a case, and tell those concerned. Raises `Refused`: `not_now`, `own_case`, and what `ensure_decidable` raises."""
    actor = ensure_moderator(viewer).party
    case = heard_out(taken_up(locked(case.id), viewer))
    author = case.author.person_id if case.author else None
    reporters = Report.objects.filter(case=case, staff=None).values_list("member__person", flat=True)
    is_alone = len(queries.moderators()) <= 1
    rules.ensure_not_own(viewer.person.id, author=author, reporters=list(reporters), is_alone=is_alone)
    return carry(case, Step.DECIDE, verdict, actor=actor)


def heard_out(case: Case) -> Case:
    """The locked case, moved on where its author's time has passed in silence."""
    if case.state == State.SENDER_ASKED and Ground.SILENT in queries.grounds_of(case):
        return move(case, Step.FALL_SILENT, actor=SYSTEM)
    return case


@action
def overrule(officer: Party, *, case: Case, verdict: Verdict) -> Decision:
    """The provider takes words away where a child may be harmed, whatever was decided or not. Raises `Refused`: `not_now`,
    `only_upward`, and what `ensure_decidable` raises.
    """
    if verdict.outcome not in AWAY:
        raise Refused("only_upward", _("The provider can only take away more, not less."), field="outcome")
    return carry(locked(case.id), Step.OVERRULE, verdict, actor=officer, at_desk=True)


def carry(
    case: Case, step: Step, verdict: Verdict, *, actor: Party, at_desk: bool = False, on_appeal: bool = False
) -> Decision:
    """Write a decision down, do what it says, and tell everybody it concerns."""
    reason = _checked(case, verdict, freely=at_desk or on_appeal)
    before = queries.newest_decision(case)
    case = move(case, step, actor=actor)
    decision = Decision.new(
        case=case,
        place=before.place + 1 if before else 1,
        outcome=verdict.outcome,
        standard=verdict.standard if verdict.outcome in AWAY else "",
        ground=verdict.ground if verdict.outcome in AWAY else "",
        reason=reason,
        untold=verdict.untold.strip(),
        decided_by=_person(actor),
        at_desk=at_desk,
        on_appeal=on_appeal,
        made_at=clock.now(),
    )
    decision.save(force_insert=True)
    _carry_out(case, decision, actor=actor)
    if case.state == State.DECIDED:
        move(case, Step.TELL, actor=SYSTEM)
    letters.tell_decision(case, decision)
    return decision


def _checked(case: Case, verdict: Verdict, *, freely: bool) -> str:
    """The reason as it is kept. Whoever looks again, and the provider, judge by themselves."""
    reason = clean_text(verdict.reason, rules.REASON)
    ensure_no_numbers(reason, field="reason")
    rules.ensure_decidable(
        verdict.outcome,
        reason=reason,
        standard=verdict.standard,
        ground=verdict.ground,
        grounds={Ground.JUDGED} if freely else queries.grounds_of(case),
    )
    return reason


def _carry_out(case: Case, decision: Decision, *, actor: Party) -> None:
    if decision.outcome in AWAY:
        hide(case, actor=actor)
        finish_removal(case, decision, actor=actor)
    else:
        show(case, actor=actor)


def finish_removal(case: Case, decision: Decision | None, *, actor: Party) -> None:
    """A removal that nobody can ask another look at any more: the words go with the usual time."""
    if case.state == State.FINAL and decision is not None and decision.outcome == Outcome.REMOVED:
        say_of_words(CONTENT_REMOVED, case, actor=actor)


def _person(actor: Party) -> UUID:
    if actor.id is None:
        raise ValueError("somebody decides")
    return actor.id


@action
def take_down(
    viewer: Viewer, *, matter: Matter, reason: str, standard: Standard = Standard.OFF_TOPIC, kind: Kind = Kind.TERMS
) -> Case:
    """The staff take something away by themselves: a case like any other, reported and decided at once. Its author is told,
    and may ask for another look. Raises `Refused`: `not_staff`, `reason_needed`, `own_case`.
    """
    ensure_moderator(viewer)
    if not reason.strip():
        raise Refused("reason_needed", _("Please write why: those concerned are told."), field="reason")
    case = report(viewer, matter=matter, kind=kind, words=reason, openly=True).case
    decide(viewer, case=case, verdict=Verdict(Outcome.REMOVED, reason, standard))
    return case


@action
def take_back(viewer: Viewer, *, case: Case) -> None:
    """The staff take back what they removed of themselves, while its author may still ask. Raises `Refused`: `not_now`."""
    actor = ensure_moderator(viewer).party
    case = move(locked(case.id), Step.TAKE_BACK, actor=actor)
    show(case, actor=actor)


__all__ = ["Verdict", "carry", "decide", "finish_removal", "overrule", "take_back", "take_down"]
