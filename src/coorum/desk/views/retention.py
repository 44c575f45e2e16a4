"""How long things are kept: every rule as it stands, legal holds, and the periods the provider may choose."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coorum.base.errors import Refused
from coorum.base.every_site import every_site
from coorum.desk import access
from coorum.desk.forms.retention import HoldForm, LiftingForm, PeriodForm
from coorum.privacy.actions import retention as actions
from coorum.privacy.retention import engine, holds, queries, unused
from coorum.sites import queries as sites
from coorum.web.request import Request


@access.for_privacy_officers
def index(request: Request) -> HttpResponse:
    """Every class of data with its period and what is due, and the holds that stand."""
    with every_site(reason="what is due to be erased was counted", actor=access.officer(request)):
        standings, late, failed = queries.standings(), queries.late_chains(), queries.failed_rules()
    context = {
        "standings": standings,
        "late": len(late),
        "failed": failed,
        "last_run": queries.last_run(),
        "holds": holds.standing_holds(),
        "lifted": holds.lifted_holds(),
        "lasting": queries.lasting(),
        "spared": unused.spared(),
        "masks": queries.masks(),
    }
    return render(request, "desk/retention/index.html", context)


@access.for_privacy_officers
def place(request: Request) -> HttpResponse:
    """Place a legal hold."""
    form = HoldForm(request.POST or None, communities=[(one.slug, one.name) for one in sites.all_sites()])
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.place_hold(access.officer(request), **form.facts(), **_named(form.cleaned_data))
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("It holds from now on."))
            return redirect("desk:hold", made.id)
    return render(request, "desk/retention/new_hold.html", {"form": form}, status=400 if form.errors else 200)


@access.for_privacy_officers
def hold(request: Request, hold_id: UUID) -> HttpResponse:
    """One hold: what it covers and why; another officer lifts it."""
    one, form = access.hold(hold_id), LiftingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.lift_hold(access.officer(request), hold=one, **form.cleaned_data)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("Lifted: time runs again."))
            return redirect("desk:retention")
    context = {"one": one, "form": form, "whose": holds.whose(one), "data": holds.title_of(one)}
    return render(request, "desk/retention/hold.html", context, status=400 if form.errors else 200)


@access.for_privacy_officers
def rule(request: Request, rule_id: str) -> HttpResponse:
    """One class of data: keep it for a shorter time, or for the rule's own again."""
    one, form = access.retention_rule(rule_id), PeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            why = form.cleaned_data["why"]
            actions.change_period(access.officer(request), rule=one, period=form.period(), why=why)
        except Refused as refusal:
            form.take_refusal(refusal)
        else:
            messages.success(request, _("From the next run on it is kept that long."))
            return redirect("desk:retention")
    context = {"one": one, "form": form, "period": engine.period_of(one), "changes": queries.changes_of(one)}
    return render(request, "desk/retention/rule.html", context, status=400 if form.errors else 200)


def _named(given: dict[str, Any]) -> dict[str, Any]:
    """The person and the community that a hold names. Raises `Refused("nobody")`."""
    community: Any = sites.site_by_slug(given["community"]) if given["community"] else None
    return {"person": holds.person_at(given["email"]) if given["email"] else None, "community": community}
