"""A case as the desk sees it: everything on one page."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from coorum.base.personal_data import datasets
from coorum.privacy import letters, proofs, queries, rules
from coorum.privacy.agency import CHECKLIST
from coorum.privacy.kinds import WITH_FEE, Found, Kind, State, Step
from coorum.privacy.models import (
    Agency,
    Correction,
    Decision,
    Fee,
    Finding,
    Identification,
    Payment,
    ProofPaper,
    RightsRequest,
)
from coorum.privacy.package import written_row


@dataclass(frozen=True)
class Part:
    """What one dataset answered: its rows as name and value, and what is left out of them, by place."""

    id: UUID
    title: str
    site: str
    result: str
    is_error: bool
    fault: str
    count: int
    rows: list[list[dict[str, str]]]
    hidden: dict[int, str]


@dataclass(frozen=True)
class Proof:
    """A paper that shows who asks, with the points to look for in it."""

    paper: ProofPaper
    checklist: dict[str, Any]
    looks: int

    @property
    def is_checked(self) -> bool:
        return hasattr(self.paper, "check_made")


@dataclass(frozen=True)
class Case:
    """A request with all that hangs on it. `can` holds the steps that are open to it."""

    address: str
    identity: Identification | None
    linked: list[RightsRequest]
    fee: Fee | None
    payment: Payment | None
    owes_refund: bool
    decision: Decision | None
    awaits_review: bool
    can_decide: bool
    can: set[Step]
    findings: list[Part]
    agency: Agency | None
    papers: list[Proof]
    awaits_papers: bool
    can_go_out: bool
    correction: Correction | None


def case_of(request: RightsRequest) -> Case:
    """The case of a request."""
    kind, state = Kind(request.kind), State(request.state)
    decision, payment = queries.decision_of(request), queries.payment_of(request)
    refund = getattr(payment, "refund", None)
    can = {step for step in Step if rules.can(kind, state, step)}
    settling = {Step.DECIDE} if kind in WITH_FEE else set(rules.SETTLING[kind])
    awaits = decision is not None and not hasattr(decision, "review") and rules.needs_second(decision.outcome)
    return Case(
        address=letters.address_of(request),
        identity=getattr(request, "identity", None),
        linked=list(request.linked.order_by("received_at")),
        fee=getattr(request, "fee", None),
        payment=payment,
        owes_refund=refund is not None and refund.returned_at is None,
        decision=decision,
        awaits_review=awaits and bool(settling & can),
        can_decide=bool(settling & can),
        can=can,
        findings=[_part(one) for one in queries.findings_of(request)],
        agency=proofs.agency_of(request),
        papers=[Proof(one, CHECKLIST[one.kind], one.looks.count()) for one in proofs.papers_of(request)],
        awaits_papers=proofs.is_waiting(request),
        correction=getattr(request, "correction", None),
        can_go_out=proofs.may_hand_over(request),
    )


def _part(finding: Finding) -> Part:
    titles: dict[str, Any] = {dataset.name: dataset.title for dataset in datasets()}
    rows = json.loads(finding.content) if finding.content else []
    return Part(
        id=finding.id,
        title=str(titles.get(finding.dataset, finding.dataset)),
        site=finding.community.name if finding.community else "",
        result=str(finding.get_result_display()),
        is_error=finding.result == Found.ERROR,
        fault=finding.fault,
        count=finding.rows,
        rows=[written_row(row) for row in rows],
        hidden={one.place: str(one.get_ground_display()) for one in finding.redactions.all()},
    )
