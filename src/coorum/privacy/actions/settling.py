"""Corrections and stops: what was decided is done through the rooms that can do it, and the person is told."""

from coorum.base.actions import action
from coorum.base.events import SYSTEM, Party
from coorum.base.scope import site_scope
from coorum.consent import actions as consent
from coorum.consent import queries as consents
from coorum.consent.kinds import ConsentKind
from coorum.privacy import letters, proofs, queries
from coorum.privacy.actions import erasing
from coorum.privacy.actions.moving import move
from coorum.privacy.kinds import Kind, Step
from coorum.privacy.models import RightsRequest
from coorum.privacy.rules import REFUSING
from coorum.sites.models import Site


@action
def begin_check(officer: Party, *, request: RightsRequest) -> RightsRequest:
    """Begin to check the grounds of a stop: those of APPI 35(1), (3) and (5)."""
    return move(request.id, Step.CHECK, actor=officer)


@action
def forward(officer: Party, *, request: RightsRequest, why: str) -> RightsRequest:
    """Pass a case on that is the operator's to answer; the person is told, and the case is closed here."""
    request = move(request.id, Step.FORWARD, actor=officer, why=why)
    letters.write("forwarded", request)
    return move(request.id, Step.TELL, actor=SYSTEM)


def carry_out(actor: Party, request: RightsRequest, step: Step, *, why: str) -> RightsRequest:
    """Do what was decided, tell the person, close the case."""
    if step not in REFUSING:
        proofs.ensure_person_had_time(request)
    if step in (Step.STOP, Step.STOP_PROVISION):
        _stop_providing(request)
    elif step == Step.ERASE:
        erasing.order(actor, request=request)
    request = move(request.id, step, actor=actor, why=why)
    letters.write("answered", request)
    return move(request.id, Step.TELL, actor=SYSTEM)


def _stop_providing(request: RightsRequest) -> None:
    """Withdraw the consents on which the operators' views rest: they are emptied in the same transaction."""
    person = proofs.person_concerned(request)
    if person is None:  # who has no account has consented to nothing
        return
    for site in _concerned(request):
        with site_scope(site.id):
            for kind in consents.kinds_in_force(person.id):
                if request.kind == Kind.STOP or kind == ConsentKind.PROVISION:
                    consent.withdraw_consent(person, kind=kind, by=f"request {request.label}")


def _concerned(request: RightsRequest) -> list[Site]:
    if request.community is not None:
        return [request.community]
    person = proofs.person_concerned(request)
    return queries.communities_of(person) if person else []
