"""Reports on this site: what waits and until when, one report with what can be done, taking something down by oneself."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.console import access
from coorum.console.forms import reports as forms
from coorum.moderation import actions, queries, rules
from coorum.moderation.kinds import Ground, Kind, Standard, State, Step
from coorum.web.guards import staff_required
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.moderation.models import Case


@staff_required(Role.MODERATOR)
def index(request: Request) -> HttpResponse:
    """What waits, the most pressing first; or what was decided."""
    shelf = "decided" if request.GET.get("shelf") == "decided" else "waiting"
    found = list(queries.settled() if shelf == "decided" else queries.waiting()[:200])
    context = {"cases": found, "shelf": shelf, "now": clock.now(), "names": access.staff_names()}
    return render(request, "console/reports/index.html", context)


@never_cache
@staff_required(Role.MODERATOR)
def show(request: Request, case_id: UUID) -> HttpResponse:
    """One report. That it was opened is written down."""
    case = access.report(request, case_id)
    actions.read_case(request.viewer.party, case=case)
    return _page(request, case)


@require_POST
@staff_required(Role.MODERATOR)
def act(request: Request, case_id: UUID, deed: str) -> HttpResponse:
    """Do one of the things below; what is refused is said beside its field."""
    case = access.report(request, case_id)
    if deed not in DEEDS:
        raise Http404
    form = _form(deed, case, request.POST)
    if form.is_valid():
        try:
            DEEDS[deed].do(request.viewer, case, form)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Done."))
            return redirect("console:report", case_id)
    return _page(request, case, {deed: form})


@staff_required(Role.MODERATOR)
def take_down(request: Request, kind: str, spoken: UUID) -> HttpResponse:
    """Take something down by oneself: decided and told at once, and open to another look."""
    matter = access.matter(request, kind, spoken)
    form = forms.TakeDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            standard = Standard(given["standard"])
            case = actions.take_down(request.viewer, matter=matter, reason=given["reason"], standard=standard)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("It is taken down, and its author is told."))
            return redirect("console:report", case.id)
    context = {"form": form, "matter": matter}
    return render(request, "console/reports/take_down.html", context, status=400 if form.errors else 200)


@dataclass(frozen=True)
class Deed:
    """Something the staff can do: the step it is, its form, and the action it calls."""

    step: Step
    form: type[Any]
    do: Callable[[Any, "Case", Any], Any]


DEEDS: dict[str, Deed] = {
    "decide": Deed(
        Step.DECIDE, forms.DecisionForm, lambda who, one, form: actions.decide(who, case=one, verdict=form.verdict)
    ),
    "again": Deed(
        Step.DECIDE_AGAIN,
        forms.DecisionForm,
        lambda who, one, form: actions.decide_again(who.party, case=one, verdict=form.verdict, by=who),
    ),
    "take": Deed(Step.TAKE, forms.NothingForm, lambda who, one, _form: actions.take_up(who, case=one)),
    "ask": Deed(
        Step.ASK, forms.ClaimForm, lambda who, one, form: actions.ask_sender(who, case=one, **form.cleaned_data)
    ),
    "later": Deed(
        Step.DELAY, forms.WhyForm, lambda who, one, form: actions.delay(who, case=one, why=form.cleaned_data["why"])
    ),
    "hand_over": Deed(
        Step.HAND_OVER,
        forms.HandOverForm,
        lambda who, one, form: actions.hand_over(
            who, case=one, to=UUID(form.cleaned_data["to"]), why=form.cleaned_data["why"]
        ),
    ),
    "sort": Deed(
        Step.SORT,
        forms.SortForm,
        lambda who, one, form: actions.sort_anew(who, case=one, kind=Kind(form.cleaned_data["kind"])),
    ),
    "back": Deed(Step.TAKE_BACK, forms.NothingForm, lambda who, one, _form: actions.take_back(who, case=one)),
}
#: Where nobody has taken a report up yet, what is done first takes it up.
TAKING = {Step.DECIDE, Step.ASK, Step.DELAY}


def _form(deed: str, case: "Case", data: Any = None) -> Any:
    more: dict[str, Any] = {"auto_id": f"{deed}-%s"}
    if deed == "decide":
        more["grounds"] = queries.grounds_of(case)
    elif deed == "again":
        more["grounds"] = {Ground.JUDGED}
    elif deed == "hand_over":
        more["colleagues"] = [(str(one), name) for one, name in access.staff_names().items()]
    elif deed == "sort":
        more["initial"] = {"kind": case.kind}
    return DEEDS[deed].form(data, **more)


def _open(case: "Case") -> list[str]:
    """What can be done now."""
    standing = queries.standing_of(case)
    steps = set(rules.steps_open(standing))
    if Step.TAKE in steps:
        steps |= TAKING & set(rules.steps_open(replace(standing, state=State.INVESTIGATING)))
    if case.state == State.SENDER_ASKED and queries.is_removal_allowed(case):
        steps.add(Step.DECIDE)
    return [deed for deed, about in DEEDS.items() if about.step in steps]


def _page(request: Request, case: "Case", wrong: dict[str, Any] | None = None) -> HttpResponse:
    wrong = wrong or {}
    context = {
        **queries.facts_of(case),
        "form": {deed: wrong.get(deed) or _form(deed, case) for deed in _open(case)},
        "trouble": [sentence for form in wrong.values() for sentence in form.non_field_errors()],
        "names": access.staff_names(),
        "is_mine": case.handler == request.viewer.person.id,
    }
    return render(request, "console/reports/show.html", context, status=400 if wrong else 200)
