"""Measures on premises, equipment, media and rules: what is done where, who looked, who attested it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from coorum.desk import access
from coorum.desk.forms import premises as forms
from coorum.desk.forms.people import WhyForm
from coorum.desk.views.people import _done, _taken
from coorum.organisation.actions import premises as actions
from coorum.organisation.people import queries as people
from coorum.organisation.premises import queries
from coorum.web.request import Request


@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """Every measure in use, and when it is looked at next; entering one."""
    form = forms.SafeguardForm(request.POST or None)
    if _taken(request, form, lambda who: actions.enter_safeguard(who, **form.given())):
        return redirect("desk:premises")
    context = {"guarded": queries.safeguards(), "over": queries.ended()[:50], "form": form}
    return render(request, "desk/premises/index.html", context, status=400 if form.errors else 200)


@access.at_the_desk
def show(request: Request, safeguard_id: UUID) -> HttpResponse:
    """One measure: each look at it; writing down that somebody else looked."""
    one = access.safeguard(safeguard_id)
    form = forms.LookForm(request.POST or None)
    if _taken(request, form, lambda who: actions.attest_look(who, safeguard=one, **form.given())):
        return redirect("desk:safeguard", safeguard_id)
    looks = queries.checks_of(one)
    names = people.addresses(who for look in looks for who in (look.looked_by, look.recorded_by))
    context = {"one": one, "form": form, "ending": WhyForm(), "looks": looks, "names": names}
    return render(request, "desk/premises/show.html", context, status=400 if form.errors else 200)


@require_POST
@access.at_the_desk
def end(request: Request, safeguard_id: UUID) -> HttpResponse:
    """It is not in use any more."""
    one, why = access.safeguard(safeguard_id), request.POST.get("why", "")[:400]
    return _done(request, lambda who: actions.end_safeguard(who, safeguard=one, why=why), to="desk:premises")
