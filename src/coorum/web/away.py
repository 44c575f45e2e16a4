"""Ways out: an address of somebody else's, in a link or a redirect, tells nobody apart who did not agree to it (APPI 31)."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpResponse

from coorum.base import outside
from coorum.base.errors import Refused
from coorum.web.request import Request

Next = Callable[[Request], HttpResponse]


def away(address: str) -> str:
    """The address as a page may link to it: as it is; without its query where that would name somebody; or its host alone."""
    parts = urlsplit(address)
    ways = (address, parts._replace(query="", fragment="").geturl(), f"{parts.scheme}://{parts.netloc}/")
    return next((way for way in ways if _may_go(way)), "/")


def _may_go(address: str) -> bool:
    try:
        outside.ensure_may_carry(address)
    except Refused:
        return False
    return True


class NobodyIsNamed:
    """A redirect to somebody else's host that carries an id or an address is a refusal."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        response = self.get_response(request)
        way = response.headers.get("Location", "")
        if urlsplit(way).netloc not in ("", request.get_host()):
            outside.ensure_may_carry(way)
        return response
