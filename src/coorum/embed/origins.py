"""Who may show the frame, and whether a form comes from it."""

from uuid import UUID

from django.http import Http404

from coorum.base.errors import Refused
from coorum.sites import queries as sites
from coorum.sites.rules import clean_origin
from coorum.web.request import Request


def listed_origin(site_id: UUID, given: str) -> str | None:
    """The origin in the form in which it is listed, or None where the operator did not list it."""
    try:
        origin = clean_origin(given)
    except Refused:
        return None
    return origin if origin in sites.embed_origins(site_id) else None


def home_of(request: Request) -> str:
    """The origin of this site, as browsers write it."""
    if request.site is None:
        raise Http404
    return f"{request.scheme}://{request.get_host()}"


def is_ours(request: Request) -> bool:
    """Whether a page of this community sent the form, on whichever of its hosts: browsers say so in `Origin` (Fetch, 3.1)."""
    ours = {f"{request.scheme}://{host}" for host in sites.hosts_of(request.site.id)} | {home_of(request)}
    return request.headers.get("Origin", "") in ours
