"""`/tls/ask?domain=…`: the TLS proxy asks whether it may get a certificate for a name that somebody asked it for.

Yes (200) for the provider's own host and for hosts on which a site answers: names that were given, or proved and opened. No
(404) for everything else, whatever goes wrong included. Without this question anybody could have the proxy order
certificates for any names, until the authority serves it no more.

Only the proxy itself is answered: it asks from a machine of ours, under the address of that machine, and not for a visitor.
What it passes on for visitors carries their address in `X-Forwarded-For`, and gets the 404 of any page that is not there.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.cache import caches
from django.db import Error
from django.http import HttpResponse, HttpResponseNotFound

from coorum.base import outside
from coorum.sites import queries as sites
from coorum.sites.hosts.names import LONGEST
from coorum.web.request import Request

PATH = "/tls/ask"
#: What a proxy adds when it passes a visitor's request on.
PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via")
#: How long, in seconds, a yes is good; a no is looked up each time.
REMEMBERED = 10


class Ask:
    """Before everything else: it knows no session, no language and no site."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if request.path != PATH:
            return self.get_response(request)
        if request.method != "GET" or not _is_from_proxy(request):
            return HttpResponseNotFound()
        return HttpResponse() if _may_have(request.GET.get("domain", "")) else HttpResponseNotFound()


def _is_from_proxy(request: Request) -> bool:
    """Whether a machine of ours asks, by our own address, for itself."""
    peer = request.META.get("REMOTE_ADDR", "")
    try:
        host = urlsplit(f"//{request.META.get('HTTP_HOST', '')}").hostname or ""
    except ValueError:
        return False
    is_ours = bool(peer and host) and outside.is_own(peer) and outside.is_own(host)
    return is_ours and not any(name in request.headers for name in PASSED_ON)


def _may_have(given: str) -> bool:
    host, local = given.lower().rstrip("."), caches["local"]
    if not 0 < len(host) <= LONGEST or not host.isascii() or not host.isprintable():
        return False
    if local.get(f"tls:{host}") is not None:
        return True
    try:
        found = sites.answers_on(host)
    except Error:
        return False
    if found:
        local.set(f"tls:{host}", 1, REMEMBERED)
    return found
