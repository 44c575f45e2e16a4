"""The operator's own documents: community terms and privacy notice, with all versions, and the next one."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coorum.accounts.roles import Role
from coorum.consent import queries as consent
from coorum.consent.kinds import PolicyKind
from coorum.console.steps import steps_for
from coorum.web import documents, revisions
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
    return documents.publish(request, _bureau(request, shelf))


@staff_required(Role.OWNER)
def revision(request: Request, shelf: str, revision_id: UUID) -> HttpResponse:
    """A version under way."""
    return revisions.show(request, _bureau(request, shelf), revision_id)


def _bureau(request: Request, shelf: str) -> documents.Bureau:
    if shelf not in SHELVES:
        raise Http404
    return documents.Bureau(
        kind=SHELVES[shelf],
        actor=request.viewer.party,
        frame="console/_frame.html",
        back=reverse("console:documents"),
        here="documents",
        revision="console:revision",
        shelf=shelf,
        site=request.site,
    )
