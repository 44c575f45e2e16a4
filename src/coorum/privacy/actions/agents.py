"""Asking for somebody else: the agent shows who they are and that they may; the person is told before anything goes out."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as people
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import GUEST, SYSTEM, Party
from coorum.base.screening import ensure_no_numbers
from coorum.privacy import agency, letters, proofs, queries, rules
from coorum.privacy.actions.charging import owe_refund
from coorum.privacy.actions.delivering import deliver
from coorum.privacy.actions.destroying import drop_packages
from coorum.privacy.actions.guests import ask_as_guest
from coorum.privacy.actions.identifying import identified
from coorum.privacy.actions.moving import locked, move, tell
from coorum.privacy.actions.proofs import destroy
from coorum.privacy.events import AGENT_ACCEPTED, AGENT_OBJECTED, AGENT_WAIVED, PERSON_TOLD_OF_AGENT
from coorum.privacy.kinds import AgentKind, Form, Kind, State, Step
from coorum.privacy.models import Agency, AgencyObjection, AgencyWaiver, Package, RightsRequest


@action
def ask_as_agent(
    address: str,
    *,
    agent: AgentKind,
    agent_name: str,
    person_name: str,
    person_address: str,
    kind: Kind,
    words: str,
    language: str,
    openly: bool = False,
    key: UUID | None = None,
) -> RightsRequest:
    """Open a case for somebody else, and send a code to the agent's address. Raises what `ask_as_guest` raises."""
    for field, name in (("agent_name", agent_name), ("person_name", person_name)):
        ensure_no_numbers(name, field=field)
    request = ask_as_guest(address, kind=kind, words=words, language=language, openly=openly, key=key)
    if proofs.agency_of(request) is None:
        Agency.objects.create(
            request=request,
            kind=agent,
            agent_name=agent_name,
            person_name=person_name,
            person_address=person_address.strip().lower(),
        )
    return request


@action
def accept_proofs(officer: Party, *, request: RightsRequest) -> RightsRequest:
    """Every paper was checked: we know who asks, and the files go. The person is told that somebody asks for them.

    Raises `Refused`: `papers_missing`, `not_now`.
    """
    request = locked(request.id)
    if not proofs.is_waiting(request):
        raise Refused("not_now", _("No papers are awaited for this request."))
    if proofs.missing(request):
        raise Refused("papers_missing", _("Not every paper was checked yet."))
    acting = proofs.agency_of(request)
    for paper in proofs.papers_of(request).filter(gone_at=None):
        destroy(paper, actor=officer, why="checked")
    level = agency.level_of(acting.kind if acting else "")
    if acting is not None:
        tell(AGENT_ACCEPTED, request, actor=officer, payload={"agent": acting.kind, "level": level})
        _tell_person(acting)
    return identified(request, by=officer, method="papers", level=level)


@action
def ask_for_document(officer: Party, *, request: RightsRequest, why: str) -> RightsRequest:
    """Ask somebody without an account for a document, where there is a reason to doubt.

    Raises `Refused`: `not_now`, `no_reason`.
    """
    if not why.strip():
        raise Refused("no_reason", _("Please write why."), field="why")
    if request.person_id is not None:
        raise Refused("not_now", _("Account holders show who they are by signing in."))
    request = move(request.id, Step.DOUBT, actor=officer, why=why)
    letters.write("document", request)
    return request


@action
def waive_waiting(officer: Party, *, request: RightsRequest, why: str) -> None:
    """Do not wait for an objection, or go on in spite of one, and say why. A mandated agent's case ends with an objection.

    In spite of an objection it takes two: whoever decided what is answered cannot say this too. Raises `Refused`:
    `not_now`, `no_reason`, `self_approval`.
    """
    acting = proofs.agency_of(locked(request.id))
    if acting is None or acting.told_at is None:
        raise Refused("not_now", _("Nothing waits here."))
    if not why.strip():
        raise Refused("no_reason", _("Please write why."), field="why")
    decision = queries.decision_of(request)
    if hasattr(acting, "objection") and decision and decision.decided_by == officer.id:
        raise Refused("self_approval", proofs.TAKES_TWO)
    if not hasattr(acting, "waiver"):
        AgencyWaiver.objects.create(agency=acting, why=why, waived_by=officer.id, waived_at=clock.now())
        tell(AGENT_WAIVED, request, actor=officer, payload={"agent": acting.kind}, reason=why)


@action
def object_to_agent(request: RightsRequest) -> RightsRequest:
    """The person says no, by the link of their letter. A mandate ends at once, and what was made is destroyed; of a
    guardian's request an officer decides. Twice is once.
    """
    request = locked(request.id)
    acting = proofs.agency_of(request)
    if acting is None or hasattr(acting, "objection") or request.state in rules.ENDED:
        return request
    AgencyObjection.objects.create(agency=acting, objected_at=clock.now())
    tell(AGENT_OBJECTED, request, actor=GUEST, payload={"agent": acting.kind})
    if acting.kind in agency.STATUTORY:
        return move(request.id, Step.COMPLAIN, actor=GUEST, why="the person objects")
    drop_packages(Package.objects.filter(request=request, dropped_at=None))
    if rules.can(Kind(request.kind), State(request.state), Step.OBJECT):
        if request.state in rules.BEFORE_SEARCH:
            owe_refund(request, actor=GUEST, reason="the person objected")
        request = move(request.id, Step.OBJECT, actor=GUEST)
        letters.write("objected", request)
    return request


@action
def deliver_waiting() -> int:
    """Hand over what was decided and had to wait for an objection: that did not come, or in spite of which two officers went on.

    Returns how many.
    """
    ready = Q(agency__waits_until__lte=clock.now(), agency__objection=None) | Q(agency__waiver__isnull=False)
    waiting = RightsRequest.objects.filter(ready, state=State.DECIDED, form=Form.ELECTRONIC)
    for request in (due := list(waiting)):
        deliver(SYSTEM, request=request)
    return len(due)


def _tell_person(acting: Agency) -> None:
    """Tell whoever the request is about, in their language, with a way to stop it."""
    found = people.person_at(acting.person_address)
    acting.person, acting.told_at = found, clock.now()
    acting.waits_until = agency.waits_until(acting.kind, acting.told_at)
    acting.save(update_fields=["person", "told_at", "waits_until"])
    letters.write_of_agent(acting)
    tell(PERSON_TOLD_OF_AGENT, acting.request, actor=SYSTEM, payload={"agent": acting.kind})
