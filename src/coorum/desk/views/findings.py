"""What was found wanting: the list, one matter with its steps, and the rounds of proofs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coorum.base.errors import Refused
from coorum.desk import access
from coorum.desk.forms import findings as forms
from coorum.organisation.actions import improving
from coorum.organisation.improvement import queries
from coorum.organisation.improvement.kinds import Step
from coorum.promises.registry import promises
from coorum.web.request import Request

#: The form of each step that somebody at the desk takes.
FORMS: dict[str, type[Any]] = {
    Step.TAKE: forms.OwnerForm,
    Step.NOTE: forms.NoteForm,
    Step.DO: forms.NoteForm,
    Step.SEND_BACK: forms.NoteForm,
    Step.AGREE: forms.AgreeForm,
    Step.REOPEN: forms.NoteForm,
}


@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """What is open, the next day first; what was mended."""
    context = {"open": queries.open_findings(), "mended": queries.mended_findings()}
    return render(request, "desk/findings/index.html", context)


@access.at_the_desk
def create(request: Request) -> HttpResponse:
    """Write down what an audit or a person found."""
    form = forms.FindingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = improving.open_finding(access.officer(request), **form.given())
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Written down."))
            return redirect("desk:finding", made.id)
    return render(request, "desk/findings/new.html", {"form": form}, status=400 if form.errors else 200)


@access.at_the_desk
def rounds(request: Request) -> HttpResponse:
    """When everything was looked at, and what was found."""
    return render(request, "desk/findings/rounds.html", {"rounds": queries.rounds()})


@access.at_the_desk
def show(request: Request, finding_id: UUID) -> HttpResponse:
    """One matter: what is wanting, who sees to it, what was done."""
    return _page(request, access.matter(finding_id))


@require_POST
@access.at_the_desk
def act(request: Request, finding_id: UUID, deed: str) -> HttpResponse:
    """Take a step; what is refused is said beside its field."""
    one = access.matter(finding_id)
    if deed not in FORMS:
        raise Http404
    form = FORMS[deed](request.POST, auto_id=f"{deed}-%s")
    if form.is_valid():
        try:
            _take(access.officer(request), one.finding, Step(deed), form)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Written down."))
            return redirect("desk:finding", finding_id)
    return _page(request, one, {deed: form})


def _take(officer: Any, finding: Any, step: Step, form: Any) -> None:
    if step == Step.TAKE:
        improving.take_finding(officer, finding=finding, **form.given())
    else:
        improving.work_on_finding(officer, finding=finding, step=step, **form.given())


def _page(request: Request, one: queries.Matter, sent: dict[str, Any] | None = None) -> HttpResponse:
    fresh: dict[str, Any] = {step: FORMS[step](auto_id=f"{step}-%s") for step in one.open_steps}
    promise = promises().get(one.finding.promise)
    context = {"one": one, "promise": promise, "form": {**fresh, **(sent or {})}}
    return render(request, "desk/findings/show.html", context, status=400 if sent else 200)
