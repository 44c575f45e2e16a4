"""Deciding what is answered. Less than was asked takes two officers: nobody agrees to their own refusal (P10.6)."""

from django.utils.translation import gettext_lazy as _

from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party
from coorum.base.once import insert_once
from coorum.privacy import proofs, queries, rules
from coorum.privacy.actions.delivering import deliver
from coorum.privacy.actions.moving import locked, move, tell
from coorum.privacy.actions.settling import carry_out
from coorum.privacy.events import DECISION_PROPOSED, DECISION_SENT_BACK, PART_REDACTED, REQUEST_DECIDED
from coorum.privacy.kinds import WITH_FEE, Form, Found, Ground, Kind, Outcome, State, Step
from coorum.privacy.models import Decision, Finding, Redaction, Review, RightsRequest


@action
def redact(officer: Party, *, request: RightsRequest, finding: Finding, place: int, ground: Ground) -> None:
    """Leave one row out of the package. `place` counts from 0. Raises `Refused("not_now")` outside the review."""
    if locked(request.id).state != State.REVIEW or not 0 <= place < finding.rows:
        raise Refused("not_now", _("Parts can be left out while the request is being reviewed."))
    redaction = Redaction(finding=finding, place=place, ground=ground, redacted_by=officer.id, redacted_at=clock.now())
    if insert_once(redaction):
        tell(PART_REDACTED, request, actor=officer, payload={"dataset": finding.dataset, "place": place}, reason=ground)


@action
def decide(officer: Party, *, request: RightsRequest, outcome: str, ground: str = "", reason: str = "") -> Decision:
    """Say what is answered. A refusal or a part waits for a second officer's word.

    `outcome` is an `Outcome`, or a settling `Step` for corrections and stops. Raises `Refused`: `no_ground`, `no_reason`,
    `parts_left_out` (everything is disclosed, yet something is left out), `not_now`, `self_approval` (the person objected
    to their agent, and this officer said to go on in spite of it).
    """
    request = locked(request.id)
    rules.ensure_decision(outcome, ground=ground, reason=reason)
    _ensure_open(request, outcome)
    if outcome not in (Outcome.REFUSED, *rules.REFUSING):
        proofs.ensure_another_decides(request, officer.id)
    decision = Decision.objects.create(
        request=request,
        outcome=outcome,
        ground=ground if rules.needs_second(outcome) else "",
        reason=reason,
        decided_by=officer.id,
        decided_at=clock.now(),
    )
    tell(DECISION_PROPOSED, request, actor=officer, payload={"outcome": outcome, "ground": ground}, reason=reason)
    if not rules.needs_second(outcome):
        _settle(officer, request, decision)
    return decision


@action
def review(
    officer: Party, *, request: RightsRequest, agrees: bool, note: str = "", is_alone: bool = False
) -> RightsRequest:
    """A second officer's word on the decision that waits. `is_alone`: there is no second one; `note` says why.

    Raises `Refused`: `self_approval`, `no_reason` (a waiver or a no without words), `not_now`.
    """
    request = locked(request.id)
    decision = queries.decision_of(request)
    if decision is None or hasattr(decision, "review") or request.state not in rules.UNDECIDED:
        raise Refused("not_now", _("No decision waits for a second word."))
    if decision.decided_by == officer.id and agrees and not is_alone:
        raise Refused("self_approval", _("Somebody else must agree: nobody approves their own decision."))
    if (is_alone or not agrees) and not note.strip():
        raise Refused("no_reason", _("Please write why."), field="note")
    Review.objects.create(
        decision=decision,
        agreed=agrees,
        waived=is_alone and decision.decided_by == officer.id,
        note=note,
        reviewed_by=officer.id,
        reviewed_at=clock.now(),
    )
    if agrees:
        return _settle(officer, request, decision)
    tell(DECISION_SENT_BACK, request, actor=officer, payload={"outcome": decision.outcome}, reason=note)
    return request


def decide_by_rule(request: RightsRequest) -> None:
    """Answer a case that needs nobody: all that was found, or that nothing was."""
    held = queries.findings_of(request).filter(result=Found.FOUND).exists()
    decision = Decision.objects.create(
        request=request, outcome=Outcome.FULL if held else Outcome.NONE_HELD, decided_at=clock.now()
    )
    _settle(SYSTEM, request, decision)


def _ensure_open(request: RightsRequest, outcome: str) -> None:
    kind, state = Kind(request.kind), State(request.state)
    step = Step.DECIDE if kind in WITH_FEE and outcome in Outcome.values else outcome
    if step not in Step.values or not rules.can(kind, state, Step(step)):
        raise Refused("not_now", _("This cannot be done with the request as it stands. Please reload the page."))
    if outcome == Outcome.FULL and Redaction.objects.filter(finding__request=request).exists():
        raise Refused("parts_left_out", _("Something is left out, so this is a disclosure in part."), field="outcome")


def _settle(actor: Party, request: RightsRequest, decision: Decision) -> RightsRequest:
    """The decision holds: write it down, and do what it says."""
    told = {"outcome": decision.outcome, "ground": decision.ground}
    tell(REQUEST_DECIDED, request, actor=actor, payload=told, reason=decision.reason)
    if Kind(request.kind) not in WITH_FEE:
        return carry_out(actor, request, Step(decision.outcome), why=decision.reason)
    request = move(request.id, Step.DECIDE, actor=actor, why=decision.reason)
    goes_out = request.form == Form.ELECTRONIC and proofs.may_hand_over(request)
    return deliver(SYSTEM, request=request) if goes_out else request
