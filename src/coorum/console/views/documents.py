"""The operator's own documents: community terms and privacy notice, with all versions, and the next one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coorum.accounts.roles import Role
from coorum.consent import queries as consent
from coorum.consent.kinds import PolicyKind
from coorum.console.steps import steps_for
from coorum.web import documents
from coorum.web.guards import staff_required
from coorum.web.request import Request

SHELVES = {"community-terms": PolicyKind.OPERATOR_TERMS, "operator-privacy": PolicyKind.OPERATOR_POLICY}


@staff_required(Role.OWNER)
def index(request: Request) -> HttpResponse:
    """Both documents with their versions."""
    shelves = [(shelf, kind, consent.versions(kind, request.site.id)) for shelf, kind in SHELVES.items()]
    return render(request, "console/documents.html", {"shelves": shelves, "steps": steps_for(request.site)})


@staff_required(Role.OWNER)
def publish(request: Request, shelf: str) -> HttpResponse:
    """Publish the next version of one of them; the first can come from our template."""
    if shelf not in SHELVES:
        raise Http404
    bureau = documents.Bureau(
        kind=SHELVES[shelf],
        actor=request.viewer.party,
        frame="console/_frame.html",
        back=reverse("console:documents"),
        here="documents",
        site=request.site,
    )
    return documents.publish(request, bureau)
