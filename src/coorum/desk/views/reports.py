"""Reports that are the provider's matter: another look that is asked for, harm to children, and what an operator leaves lying."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coorum.base import clock
from coorum.base.errors import Refused
from coorum.base.every_site import every_site
from coorum.base.scope import site_scope
from coorum.desk import access
from coorum.desk.forms.reports import VerdictForm
from coorum.moderation import actions, queries, rules
from coorum.moderation.kinds import Step
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.moderation.models import Case

#: What an officer can do, and the step it is.
DEEDS: dict[str, tuple[Step, Callable[..., Any]]] = {
    "again": (Step.DECIDE_AGAIN, actions.decide_again),
    "overrule": (Step.OVERRULE, actions.overrule),
}


@access.for_privacy_officers
def index(request: Request) -> HttpResponse:
    """On all sites, what is hidden first, then what is due first."""
    with every_site(reason="which reports wait for the provider, at the desk", actor=access.officer(request)):
        found = list(queries.for_the_provider()[:200])
    return render(request, "desk/reports/index.html", {"cases": found, "now": clock.now()})


@never_cache
@access.for_privacy_officers
def show(request: Request, slug: str, case_id: UUID) -> HttpResponse:
    """One report, in the scope of its site. That it was opened is written down there."""
    site = access.site(slug)
    with site_scope(site.id):
        case = access.report(case_id)
        actions.read_case(access.officer(request), case=case)
        return _page(request, site, case)


@require_POST
@access.for_privacy_officers
def act(request: Request, slug: str, case_id: UUID, deed: str) -> HttpResponse:
    """Decide again, or take away more."""
    if deed not in DEEDS:
        raise Http404
    site = access.site(slug)
    with site_scope(site.id):
        case = access.report(case_id)
        form = _form(deed, request.POST)
        if form.is_valid():
            try:
                DEEDS[deed][1](access.officer(request), case=case, verdict=form.verdict)
            except Refused as refusal:
                form.take_refusal(refusal)
            else:
                messages.success(request, _("Done."))
                return redirect("desk:report", slug, case_id)
        return _page(request, site, case, {deed: form})


def _form(deed: str, data: Any = None) -> VerdictForm:
    return VerdictForm(data, upward=deed == "overrule", auto_id=f"{deed}-%s")


def _page(request: Request, site: Any, case: "Case", wrong: dict[str, Any] | None = None) -> HttpResponse:
    wrong, steps = wrong or {}, rules.steps_open(queries.standing_of(case))
    context = {
        **queries.facts_of(case),
        "community": site,
        "form": {deed: wrong.get(deed) or _form(deed) for deed, about in DEEDS.items() if about[0] in steps},
        "trouble": [sentence for form in wrong.values() for sentence in form.non_field_errors()],
    }
    return render(request, "desk/reports/show.html", context, status=400 if wrong else 200)
