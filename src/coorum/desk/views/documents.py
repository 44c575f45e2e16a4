"""The provider's documents: every version, and the next one."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coorum.consent import queries as consent
from coorum.consent.kinds import PolicyKind
from coorum.desk import access
from coorum.web import documents, revisions
from coorum.web.request import Request

SHELVES = {"privacy": PolicyKind.PROVIDER_POLICY, "terms": PolicyKind.PROVIDER_TERMS}


@access.at_the_desk
def index(request: Request) -> HttpResponse:
    """Policy and terms, with all their versions."""
    shelves = [(shelf, kind, consent.versions(kind)) for shelf, kind in SHELVES.items()]
    return render(request, "desk/documents.html", {"shelves": shelves})


@access.at_the_desk
def publish(request: Request, shelf: str) -> HttpResponse:
    """Publish the next version of a document."""
    return documents.publish(request, _bureau(request, shelf))


@access.at_the_desk
def revision(request: Request, shelf: str, revision_id: UUID) -> HttpResponse:
    """A version under way."""
    return revisions.show(request, _bureau(request, shelf), revision_id)


def _bureau(request: Request, shelf: str) -> documents.Bureau:
    if shelf not in SHELVES:
        raise Http404
    return documents.Bureau(
        kind=SHELVES[shelf],
        actor=access.officer(request),
        frame="desk/_frame.html",
        back=reverse("desk:documents"),
        here="documents",
        revision="desk:revision",
        shelf=shelf,
    )
