"""Corrections and stops: what was decided is done through the rooms that can do it, and the person is told."""

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from coorum.accounts import queries as people
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party
from coorum.base.scope import site_scope
from coorum.consent import actions as consent
from coorum.consent import queries as consents
from coorum.privacy import letters, proofs, queries
from coorum.privacy.actions import erasing
from coorum.privacy.actions.moving import locked, move, tell
from coorum.privacy.events import FACT_CORRECTED
from coorum.privacy.kinds import State, Step
from coorum.privacy.models import Correction, RightsRequest
from coorum.privacy.rules import REFUSING
from coorum.provision import actions as provision
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
    elif step == Step.FIX:
        _tell_downstream(actor, request)
    request = move(request.id, step, actor=actor, why=why)
    letters.write("answered", request)
    return move(request.id, Step.TELL, actor=SYSTEM)


@action
def record_correction(officer: Party, *, request: RightsRequest, item: str, before: str, after: str) -> Correction:
    """Say what was wrong and what it is now, of which item; once. Raises `Refused("not_now")` outside an investigation."""
    request = locked(request.id)
    if request.state != State.INVESTIGATING:
        raise Refused("not_now", _("This can be written down while the case is being looked into."))
    row = {"item": item, "before": before, "after": after, "made_by": officer.id, "made_at": clock.now()}
    made, _is_new = Correction.objects.update_or_create(request=request, defaults=row)
    return made


def _tell_downstream(actor: Party, request: RightsRequest) -> None:
    """What was put right goes to the evidence as salted hashes, and to every operator that has the item (P10.2).

    Evidence of before is not rewritten: this entry stands beside it.
    """
    made = Correction.objects.filter(request=request).first()
    if made is None:
        raise Refused("no_correction", _("First write down what was wrong and what it is now."))
    told = [site for site in _concerned(request) if _tell_operator(request, site, made.item)]
    hashes = {name: _salted(request, getattr(made, name)) for name in ("before", "after")}
    tell(FACT_CORRECTED, request, actor=actor, payload={"item": made.item, "operators": len(told), **hashes})


def _tell_operator(request: RightsRequest, site: Site, item: str) -> bool:
    person = proofs.person_concerned(request)
    with site_scope(site.id):
        member = people.member_of_person_id(person.id) if person else None
        return member is not None and provision.tell_of_correction(member, items=[item]) is not None


def _salted(request: RightsRequest, text: str) -> str:
    """Bound to the case by a key of ours: short texts cannot be guessed from it."""
    return salted_hmac("coorum.privacy.correction", f"{request.id}:{text}", algorithm="sha256").hexdigest()


def _stop_providing(request: RightsRequest) -> None:
    """Withdraw the consents on which the operators' views rest, the one to advertising too: they are emptied in the same
    transaction.
    """
    person = proofs.person_concerned(request)
    if person is None:  # who has no account has consented to nothing
        return
    for site in _concerned(request):
        with site_scope(site.id):
            for kind in consents.kinds_in_force(person.id):
                consent.withdraw_consent(person, kind=kind, by=f"request {request.label}")


def _concerned(request: RightsRequest) -> list[Site]:
    if request.community is not None:
        return [request.community]
    person = proofs.person_concerned(request)
    return queries.communities_of(person) if person else []
