"""Every "find by id for this viewer, or 404" of this door."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from coorum.consent import queries as consent
from coorum.consent.kinds import PolicyKind
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.consent.models import PolicyVersion, Receipt


def _owner(request: Request, kind: PolicyKind) -> UUID | None:
    """Whose document it is: the provider's (None), or this site's operator's."""
    if kind in {PolicyKind.PROVIDER_POLICY, PolicyKind.PROVIDER_TERMS}:
        return None
    if request.site is None:
        raise Http404
    return request.site.id


def versions(request: Request, kind: PolicyKind) -> "list[PolicyVersion]":
    """All versions of a document, newest first; none on a host that has no such document."""
    try:
        return consent.versions(kind, _owner(request, kind))
    except Http404:
        return []


def version(request: Request, kind: PolicyKind, number: str) -> "PolicyVersion":
    """The version with this number, or the one in force."""
    owner = _owner(request, kind)
    found = consent.version(kind, number, owner) if number else consent.version_in_force(kind, owner)
    if found is None:
        raise Http404
    return found


def version_before(request: Request, version: "PolicyVersion") -> "PolicyVersion":
    """The version that `version` replaced."""
    older = [one for one in versions(request, PolicyKind(version.kind)) if one.announced_at < version.announced_at]
    if not older:
        raise Http404
    return older[0]


def own_receipt(request: Request, receipt_id: UUID) -> "Receipt":
    """A receipt of the person who looks."""
    found = consent.receipt(request.viewer.person.id, receipt_id)
    if found is None:
        raise Http404
    return found
