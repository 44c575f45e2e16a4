"""Incidents at the desk: anybody reports a suspicion, privacy officers see what is due and do it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.base.errors import Refused
from coorum.desk import access
from coorum.desk.forms import incidents as forms
from coorum.privacy.actions import incidents as actions
from coorum.privacy.incidents import drafts, queries
from coorum.privacy.incidents.kinds import Role, Step, Trigger
from coorum.privacy.incidents.words import ADVICE
from coorum.sites import queries as sites
from coorum.web import guards
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.privacy.models import Incident


@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """Open incidents, what is due first on top; whoever is no officer can report a suspicion."""
    if not guards.is_privacy_officer(request):
        return render(request, "desk/incidents/index.html", {"is_officer": False})
    found = {"open": queries.open_incidents(), "closed": queries.closed_incidents(), "is_officer": True}
    return render(request, "desk/incidents/index.html", found)


@access.at_the_desk
def create(request: Request) -> HttpResponse:
    """Report a suspicion."""
    form = forms.SuspicionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_suspicion(access.officer(request), **form.given())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Thank you. An officer looks at it within 24 hours."))
            return redirect("desk:incidents")
    return render(request, "desk/incidents/new.html", {"form": form}, status=400 if form.errors else 200)


@access.for_privacy_officers
def show(request: Request, incident_id: UUID) -> HttpResponse:
    """One incident: both clocks, what to do next, the report so far, what happened."""
    return _page(request, access.incident(incident_id))


@access.for_privacy_officers
def report(request: Request, incident_id: UUID, step_id: UUID | None = None) -> HttpResponse:
    """The nine items to print: as they stand now, or as they were filed."""
    one = access.incident(incident_id)
    filed = queries.report_of(one, step_id) if step_id else None
    if step_id and filed is None:
        raise Http404
    items = drafts.kept(filed) if filed else drafts.draft(queries.dossier_of(one))
    return render(request, "desk/incidents/report.html", {"one": one, "items": items, "filed": filed})


@require_POST
@access.for_privacy_officers
def act(request: Request, incident_id: UUID, deed: str) -> HttpResponse:
    """Do one of the things below; what is refused is said beside its field."""
    one = access.incident(incident_id)
    if deed not in DEEDS:
        raise Http404
    form = _form(deed, one, request.POST)
    if form.is_valid():
        try:
            DEEDS[deed].do(access.officer(request), one, form.given())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Written down."))
            return redirect("desk:incident", incident_id)
    return _page(request, one, {deed: form})


@dataclass(frozen=True)
class Deed:
    """Something an officer can do: its form, and the action it calls with what was given."""

    form: type[Any]
    do: Callable[[Any, "Incident", dict[str, Any]], Any]
    needs_sites: bool = False


def _step(step: Step, form: type[Any] = forms.WordsForm) -> Deed:
    return Deed(form, lambda officer, one, given: actions.take_step(officer, incident=one, step=step, **given))


def _filing(step: Step) -> Deed:
    return Deed(
        forms.FilingForm, lambda officer, one, given: actions.file_report(officer, incident=one, step=step, **given)
    )


def _assess(officer: Any, one: "Incident", given: dict[str, Any]) -> None:
    triggers = [Trigger(name) for name in given.pop("triggers")]
    communities = [UUID(name) for name in given.pop("communities")]
    role = Role(given.pop("role"))
    actions.assess(officer, incident=one, triggers=triggers, role=role, communities=communities, **given)


def _name(officer: Any, one: "Incident", given: dict[str, Any]) -> None:
    communities = [UUID(name) for name in given["communities"]]
    actions.name_persons(officer, incident=one, ids=given["ids"], communities=communities)


DEEDS: dict[str, Deed] = {
    Step.TRIAGE: _step(Step.TRIAGE),
    Step.DOUBT: _step(Step.DOUBT),
    Step.AGREE: _step(Step.AGREE, forms.AgreementForm),
    Step.DISAGREE: _step(Step.DISAGREE),
    Step.KNOW: _step(Step.KNOW, forms.KnowingForm),
    Step.CONTAIN: _step(Step.CONTAIN),
    Step.PRESERVE: _step(Step.PRESERVE),
    Step.ASSESS: Deed(forms.AssessmentForm, _assess, needs_sites=True),
    Step.TELL_OPERATOR: Deed(
        forms.PlainForm, lambda who, one, given: actions.tell_operators(who, incident=one, **given)
    ),
    Step.FILE_PRELIMINARY: _filing(Step.FILE_PRELIMINARY),
    Step.TELL_PERSONS: Deed(forms.PlainForm, lambda who, one, given: actions.tell_persons(who, incident=one, **given)),
    Step.PUBLISH: _step(Step.PUBLISH),
    Step.DEFER: _step(Step.DEFER),
    Step.FILE_FINAL: _filing(Step.FILE_FINAL),
    Step.SUPPLEMENT: _filing(Step.SUPPLEMENT),
    Step.WITHDRAW: _step(Step.WITHDRAW),
    Step.LEARN: _step(Step.LEARN),
    Step.CLOSE: _step(Step.CLOSE, forms.AgreementForm),
    "persons": Deed(forms.PersonsForm, _name, needs_sites=True),
    "item": Deed(forms.ItemForm, lambda who, one, given: actions.write_item(who, incident=one, **given)),
}


def _form(deed: str, one: "Incident", data: Any = None, **initial: Any) -> Any:
    """The form of a deed; its ids are its own, since many stand on one page."""
    more: dict[str, Any] = {"initial": initial, "auto_id": f"{deed}-%s"}
    if DEEDS[deed].needs_sites:
        more["communities"] = [(str(site.id), site.name) for site in sites.all_sites()]
    if deed == Step.KNOW:
        more["initial"] = {"at": one.noticed_at}
    if deed == "item":
        more["auto_id"] = f"item-{initial.get('item', '')}-%s"
    return DEEDS[deed].form(data, **more)


def _page(request: Request, one: "Incident", wrong: dict[str, Any] | None = None) -> HttpResponse:
    dossier, wrong = queries.dossier_of(one), wrong or {}
    items = drafts.draft(dossier)
    context = {
        "one": one,
        "file": dossier,
        "advice": ADVICE,
        "form": {step: wrong.get(step) or _form(step, one) for step in dossier.open_steps},
        "persons": wrong.get("persons") or _form("persons", one),
        "counted": queries.counted(one),
        "items": [(item, _form("item", one, item=item.number, words=item.words)) for item in items],
        "reports": queries.reports_of(one),
        "communities": queries.communities_in(dossier.assessment.communities if dossier.assessment else []),
        "trouble": [sentence for form in wrong.values() for sentence in form.non_field_errors()],
        "at_once": dossier.at_once,
    }
    return render(request, "desk/incidents/show.html", context, status=400 if wrong else 200)
