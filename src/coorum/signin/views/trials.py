"""What came of trying the way in by customer ID, with an account of an owner's at the operator's website; nobody is signed in
by it.
"""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from coorum.accounts import queries as people
from coorum.accounts.roles import Role
from coorum.base.errors import Refused
from coorum.base.scope import site_scope
from coorum.customers import actions, queries
from coorum.web.guards import has_second_factor
from coorum.web.request import Request


def went_well(request: Request, site: Any, said: Any) -> HttpResponse:
    """What would come in, and what would be dropped."""
    return _noted(request, site, said=said)


def failed(request: Request, site: Any, refusal: Refused) -> HttpResponse:
    """What did not hold, in words and in the word that stands in the guide."""
    return _noted(request, site, refusal=refusal, why=str(refusal.params.get("why", refusal.code)))


def _noted(request: Request, site: Any, *, why: str = "", **facts: Any) -> HttpResponse:
    staff = owner(request, site)
    with site_scope(site.id):
        directory = queries.directory()
        if directory is None:
            raise Http404
        actions.note_trial(staff, directory, why=why)
    told = {"directory": directory, "why": why, **facts}
    return render(request, "signin/customers/tried.html", told, status=400 if why else 200)


def owner(request: Request, site: Any) -> people.Viewer:
    """The viewer as an owner of this site, with a second factor; 404 for anybody else."""
    if not request.user.is_authenticated or not has_second_factor(request):
        raise Http404
    with site_scope(site.id):
        staff = people.viewer_on_site(request.user)
    if not staff.is_at_least(Role.OWNER):
        raise Http404
    return staff
