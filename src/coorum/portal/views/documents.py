"""Published documents: what is in force, every version, and what changed."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from coorum.consent import queries as consent
from coorum.consent.differences import differences
from coorum.consent.documents import from_json
from coorum.consent.kinds import PolicyKind
from coorum.portal import access
from coorum.promises import witnesses
from coorum.promises.publications import publication_of
from coorum.web.request import Request

#: The word in the address for each kind of document.
SHELVES = {
    "privacy": PolicyKind.PROVIDER_POLICY,
    "terms": PolicyKind.PROVIDER_TERMS,
    "community-terms": PolicyKind.OPERATOR_TERMS,
    "operator-privacy": PolicyKind.OPERATOR_POLICY,
}


def index(request: Request) -> HttpResponse:
    """All documents that hold on this host, with their versions."""
    shelves = [(word, kind, access.versions(request, kind)) for word, kind in SHELVES.items()]
    return render(request, "portal/consent/documents.html", {"shelves": [shelf for shelf in shelves if shelf[2]]})


def show(request: Request, shelf: str, number: str = "") -> HttpResponse:
    """One version, the one in force where none is named."""
    version = access.version(request, _kind(shelf), number)
    text = consent.text_in(version, get_language() or "ja")
    return render(
        request,
        "portal/consent/document.html",
        {
            "shelf": shelf,
            "version": version,
            "text": text,
            "document": from_json(text.document),
            "versions": access.versions(request, _kind(shelf)),
            "proof": witnesses.proof_of(version.id),
        },
    )


def witness(request: Request, shelf: str, number: str, name: str) -> HttpResponse:
    """What was stamped, the stamp, or the certificates it leads to: for whoever checks it themselves."""
    version = access.version(request, _kind(shelf), number)
    stamp = witnesses.proof_of(version.id).stamp
    if stamp is None:
        raise Http404
    body, kind = {
        "publication.json": (publication_of(version), "application/json"),
        "stamp.tsr": (bytes(stamp.token), "application/timestamp-reply"),
        "roots.pem": (stamp.roots.encode(), "application/x-pem-file"),
    }[name]
    return HttpResponse(body, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def changes(request: Request, shelf: str, number: str) -> HttpResponse:
    """What a version changed against the one before it."""
    version = access.version(request, _kind(shelf), number)
    before = access.version_before(request, version)
    language = get_language() or "ja"
    old, new = (from_json(consent.text_in(one, language).document) for one in (before, version))
    context: dict[str, Any] = {"shelf": shelf, "version": version, "before": before}
    return render(request, "portal/consent/changes.html", {**context, "found": differences(old, new)})


def policy(_request: Request) -> HttpResponse:
    return redirect("portal:document", "privacy")


def terms(_request: Request) -> HttpResponse:
    return redirect("portal:document", "terms")


def _kind(shelf: str) -> PolicyKind:
    if shelf not in SHELVES:
        raise Http404
    return SHELVES[shelf]
