"""Requests at the desk: what is due, by when, whose turn it is; and what an officer can do about one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from coorum.base.errors import Refused
from coorum.desk import access
from coorum.desk.forms import privacy as forms
from coorum.privacy import actions, queries
from coorum.privacy.case import case_of
from coorum.privacy.kinds import Kind, Step
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.privacy.models import RightsRequest


@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """Open cases, the nearest end of the risk clock first; then those that are done."""
    cases = [(one, queries.clocks_of(one)) for one in queries.open_cases()]
    return render(request, "desk/privacy/requests.html", {"cases": cases, "closed": queries.closed_cases()})


@access.at_the_desk
def show(request: Request, request_id: UUID) -> HttpResponse:
    """One case. That it was opened is written down."""
    one = access.rights_request(request_id)
    actions.read_case(access.officer(request), request=one)
    return _page(request, one)


@require_POST
@access.at_the_desk
def act(request: Request, request_id: UUID, deed: str) -> HttpResponse:
    """Do one of the things below; what is refused is said beside its field."""
    one = access.rights_request(request_id)
    if deed not in DEEDS:
        raise Http404
    form = DEEDS[deed].form(one)(request.POST)
    if form.is_valid():
        try:
            DEEDS[deed].do(access.officer(request), one, form.cleaned_data)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            return redirect("desk:request", request_id)
    return _page(request, one, {deed: form}, status=400)


@dataclass(frozen=True)
class Deed:
    """Something an officer can do: its form, and the action it calls."""

    form: Callable[["RightsRequest"], Callable[..., Any]]
    do: Callable[[Any, "RightsRequest", dict[str, Any]], Any]


def _plain(form: type[Any], do: Callable[..., Any]) -> Deed:
    """A deed whose form's fields are the action's keywords."""
    return Deed(lambda _one: form, lambda officer, one, given: do(officer, request=one, **given))


def _settle_by_hand(officer: Any, one: "RightsRequest", given: dict[str, Any]) -> None:
    actions.settle_by_hand(officer, request=one, finding=access.finding(one, given["finding"]), why=given["why"])


def _redact(officer: Any, one: "RightsRequest", given: dict[str, Any]) -> None:
    finding = access.finding(one, given["finding"])
    actions.redact(officer, request=one, finding=finding, place=given["place"] - 1, ground=given["ground"])


def _review(officer: Any, one: "RightsRequest", given: dict[str, Any]) -> None:
    actions.review(officer, request=one, **{**given, "agrees": given["agrees"] == "yes"})


def _note(officer: Any, one: "RightsRequest", given: dict[str, Any]) -> None:
    actions.note(officer, request=one, step=Step(given["step"]), why=given["why"])


def _check(officer: Any, one: "RightsRequest", given: dict[str, Any]) -> None:
    actions.check_proof(officer, request=one, paper=access.proof(one, given["paper"]), points=given["points"])


def _purge(officer: Any, one: "RightsRequest", given: dict[str, Any]) -> None:
    actions.purge_proof(officer, request=one, paper=access.proof(one, given["paper"]), why=given["why"])


DEEDS = {
    "check-paper": Deed(lambda _one: forms.CheckForm, _check),
    "purge-paper": Deed(lambda _one: forms.PurgeForm, _purge),
    "post": _plain(forms.PostForm, actions.record_post),
    "papers": _plain(forms.PlainForm, actions.accept_proofs),
    "document": _plain(forms.WhyForm, actions.ask_for_document),
    "no-waiting": _plain(forms.WhyForm, actions.waive_waiting),
    "transfer": _plain(forms.TransferForm, actions.record_transfer),
    "waiver": _plain(forms.WaiverForm, actions.waive_fee),
    "refund": _plain(forms.RefundForm, actions.return_refund),
    "search": _plain(forms.PlainForm, actions.search_again),
    "hand": Deed(lambda _one: forms.HandForm, _settle_by_hand),
    "redaction": Deed(lambda _one: forms.RedactionForm, _redact),
    "check": _plain(forms.PlainForm, actions.begin_check),
    "forwarding": _plain(forms.WhyForm, actions.forward),
    "correction": _plain(forms.CorrectionForm, actions.record_correction),
    "decision": Deed(
        lambda one: partial(forms.DecisionForm, kind=Kind(one.kind)),
        lambda officer, one, given: actions.decide(officer, request=one, **given),
    ),
    "review": Deed(lambda _one: forms.ReviewForm, _review),
    "delivery": _plain(forms.DeliveryForm, lambda officer, **given: actions.deliver(officer, **given)),
    "bounce": _plain(forms.WhyForm, actions.take_back),
    "closing": _plain(forms.PlainForm, actions.close_case),
    "note": Deed(lambda _one: forms.NoteForm, _note),
}


def _page(
    request: Request, one: "RightsRequest", wrong: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    context = {
        "one": one,
        "case": case_of(one),
        "clocks": queries.clocks_of(one),
        "steps": one.transitions.order_by("made_at", "id"),
        "me": request.viewer.person.id,
        "trouble": [sentence for form in (wrong or {}).values() for sentence in form.non_field_errors()],
        "form": {deed: DEEDS[deed].form(one)() for deed in DEEDS} | (wrong or {}),
    }
    return render(request, "desk/privacy/request.html", context, status=status)
