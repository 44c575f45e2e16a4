"""Processors at the desk: the register, one entry with what is due, and the papers behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.base import mail
from coorum.base.errors import Refused
from coorum.desk import access
from coorum.desk.forms import processors as forms
from coorum.organisation import abroad, actions, queries
from coorum.organisation.countries import name_of
from coorum.organisation.kinds import Step
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.organisation.models import Processor


@access.for_privacy_officers
def index(request: Request) -> HttpResponse:
    """The register: what is to be done first, what is in use, what is over; and the countries described."""
    return _register(request, forms.CountryForm())


def _register(request: Request, form: forms.CountryForm) -> HttpResponse:
    found = queries.register()
    context = {
        "wanting": [one for one in found if one.wants],
        "quiet": [one for one in found if not one.wants and not one.is_over],
        "over": [one for one in found if one.is_over and not one.wants],
        "unanswered": queries.unanswered(),
        "held": mail.letters_held(),
        "countries": [(name_of(one.country, _language()), one) for one in queries.countries_described()],
        "form": form,
    }
    return render(request, "desk/processors/index.html", context, status=400 if form.errors else 200)


@access.for_privacy_officers
def create(request: Request) -> HttpResponse:
    """Enter a processor; nothing goes to it yet."""
    form = forms.ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            serves = form.cleaned_data["serves"]
            made = actions.propose(access.officer(request), details=form.details(), serves=serves, key=form.key)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Entered. Check its security next."))
            return redirect("desk:processor", made.id)
    return render(request, "desk/processors/new.html", {"form": form}, status=400 if form.errors else 200)


@access.for_privacy_officers
def show(request: Request, processor_id: UUID) -> HttpResponse:
    """One processor: whether anything may go there, what to do next, what the register says, what happened."""
    return _page(request, access.processor(processor_id))


@access.for_privacy_officers
def paper(_request: Request, processor_id: UUID, step_id: UUID) -> HttpResponse:
    """A contract or certificate, as it was handed in."""
    found = queries.paper_of(access.processor(processor_id), step_id)
    if found is None:
        raise Http404
    response = HttpResponse(queries.content_of(found), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = "attachment; filename=paper.pdf"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@access.for_privacy_officers
def answer(request: Request, processor_id: UUID) -> HttpResponse:
    """The seven things that somebody is told on request about handling abroad (APPI 28(3), rule 18)."""
    entry = queries.entry_of(access.processor(processor_id))
    told = abroad.told_on_request(entry, _language())
    return render(request, "desk/processors/abroad.html", {"entry": entry, "told": told})


@access.for_privacy_officers
def describe(request: Request) -> HttpResponse:
    """Describe a country; what was typed stays where something is missing."""
    form = forms.CountryForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _register(request, form)
    actions.describe_country(access.officer(request), **form.given())
    messages.success(request, _("Written down."))
    return redirect("desk:processors")


@require_POST
@access.for_privacy_officers
def act(request: Request, processor_id: UUID, deed: str) -> HttpResponse:
    """Do one of the things below; what is refused is said beside its field."""
    one = access.processor(processor_id)
    if deed not in DEEDS:
        raise Http404
    form = DEEDS[deed].form(request.POST, request.FILES, auto_id=f"{deed}-%s")
    if form.is_valid():
        try:
            DEEDS[deed].do(access.officer(request), one, form)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Written down."))
            return redirect("desk:processor", processor_id)
    return _page(request, one, {deed: form})


@dataclass(frozen=True)
class Deed:
    """Something an officer can do: its form, and what is done with it."""

    form: type[Any]
    do: Callable[[Any, "Processor", Any], Any]


def _simple(action: Callable[..., Any], form: type[Any]) -> Deed:
    return Deed(form, lambda officer, one, form: action(officer, processor=one, **form.given()))


def _step(step: Step) -> Deed:
    return Deed(
        forms.WordsForm, lambda who, one, form: actions.take_step(who, processor=one, step=step, **form.given())
    )


def _with_file(action: Callable[..., Any], form: type[Any]) -> Deed:
    def do(officer: Any, one: "Processor", form: Any) -> None:
        given = form.given()
        file = given.pop("file")
        action(officer, processor=one, name=file.name, content=file.read(), **given)

    return Deed(form, do)


def _change(officer: Any, one: "Processor", form: Any) -> None:
    why = form.cleaned_data["why"]
    actions.change_details(officer, processor=one, details=form.details(), why=why, key=form.key)


DEEDS: dict[str, Deed] = {
    Step.CHECK: _simple(actions.check_security, forms.CheckForm),
    Step.CONTRACT: _with_file(actions.file_contract, forms.ContractForm),
    Step.ACTIVATE: _simple(actions.activate, forms.ApprovalForm),
    Step.REVIEW: _simple(actions.review, forms.ReviewForm),
    Step.LOOK_ABROAD: _simple(actions.look_abroad, forms.AbroadForm),
    Step.CHANGE: Deed(forms.ChangeForm, _change),
    Step.SUSPEND: _step(Step.SUSPEND),
    Step.END: _step(Step.END),
    Step.CERTIFY: _with_file(actions.certify_deletion, forms.CertificateForm),
    Step.DROP: _step(Step.DROP),
}


def _page(request: Request, one: "Processor", wrong: dict[str, Any] | None = None) -> HttpResponse:
    entry, wrong = queries.entry_of(one), wrong or {}
    steps = [
        step for step in entry.open_steps if step in DEEDS and (step != Step.LOOK_ABROAD or entry.standing.is_abroad)
    ]
    shown: dict[str, Any] = {
        step: DEEDS[step].form(initial=_initial(step, entry), auto_id=f"{step}-%s") for step in steps
    }
    context = {
        "one": one,
        "entry": entry,
        "form": {**shown, **wrong},
        "next": _next(entry, steps),
        "others": [step for step in steps if step not in _next(entry, steps)],
        "countries": entry.country_names(_language()),
        "items": entry.item_names(_language()),
        "trouble": [sentence for form in wrong.values() for sentence in form.non_field_errors()],
    }
    return render(request, "desk/processors/show.html", context, status=400 if wrong else 200)


def _initial(step: str, entry: queries.Entry) -> dict[str, Any]:
    if step != Step.CHANGE:
        return {}
    now = entry.now
    names = [name for name in forms.ChangeForm.base_fields if hasattr(now, name)]
    return {**{name: getattr(now, name) for name in names}, "subprocessors": forms.lines_of(now.subprocessors)}


def _next(entry: queries.Entry, steps: list[Step]) -> list[Step]:
    """What moves it on, or is due."""
    due = {"renew": Step.CONTRACT, "review": Step.REVIEW, "abroad": Step.LOOK_ABROAD, "certificate": Step.CERTIFY}
    onward = {"proposed": Step.CHECK, "checked": Step.CONTRACT, "contracted": Step.ACTIVATE, "suspended": Step.ACTIVATE}
    wanted = [due[one.what] for one in entry.pressing]
    wanted += [onward[entry.state]] if entry.state in onward else []
    return [step for step in dict.fromkeys(wanted) if step in steps]


def _language() -> str:
    return (get_language() or "ja")[:2]
