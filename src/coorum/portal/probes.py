"""What the portal answers about itself, for proofs."""

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from coorum.base.scope import scope_cleared
from coorum.sites import queries as sites
from coorum.sites.kinds import Opening

if TYPE_CHECKING:
    from coorum.sites.models import Site

#: What anybody may read of an open community.
PUBLIC = ("home", "boards", "operator", "cookies", "promises")


def guest_reads() -> Mapping[str, Any]:
    """The public pages of the first open community, asked for without a cookie, through every layer of this program.

    `asked` is how many, `refused` those that were not shown, `cookies` the names that were set all the same.
    """
    site = next((one for one in sites.all_sites() if _is_open(one)), None)
    if site is None:
        return {"asked": 0, "refused": [], "cookies": []}
    handler, origin = BaseHandler(), sites.origin_of(site)
    handler.load_middleware()
    paths = [reverse(f"portal:{name}") for name in PUBLIC]
    answers = {path: _asked(handler, origin, path) for path in paths}
    return {
        "asked": len(answers),
        "refused": [path for path, answer in answers.items() if answer.status_code != 200],
        "cookies": sorted({name for answer in answers.values() for name in answer.cookies}),
    }


def _is_open(site: "Site") -> bool:
    shown = bool(site.opened_at) and not site.is_suspended and not site.is_gone
    return shown and site.opening == Opening.OPEN


def _asked(handler: BaseHandler, origin: str, path: str) -> HttpResponseBase:
    with scope_cleared():
        return handler.get_response(WSGIRequest(_environ(origin, path)))


def _environ(origin: str, path: str) -> dict[str, Any]:
    """A GET request of somebody without a cookie (PEP 3333)."""
    place = urlsplit(origin)
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": place.hostname or "",
        "SERVER_PORT": str(place.port or (443 if place.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": place.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": place.scheme,
        "wsgi.input": BytesIO(),
    }
