"""Which scripts in browsers may read what we answer to websites (CORS: Fetch Standard, 3.3).

Discovery and keys are everybody's. Tokens, their return and userinfo are for public relying parties, on the origins to which
these send people back (OAuth 2.0 for Browser-Based Applications; OpenID Connect Core 5.3; RFC 7009, 2.3): the secret of any
other has no place in a browser, so no script reads what it opens. The page where people sign in is for no script at all
(RFC 9700, 2.6). No cookie counts at any of these addresses, and none is allowed to come along.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

from coorum.openid.rules import origins_of
from coorum.web.request import Request

if TYPE_CHECKING:
    from coorum.openid.models import RelyingParty

View = Callable[..., HttpResponse]
#: How long a browser may remember that it may ask, in seconds; none remembers longer than two hours.
REMEMBERED = 7200


def for_everybody(response: HttpResponse) -> HttpResponse:
    """Any script may read this: it says nothing about anybody."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def for_scripts_of(party: "RelyingParty | None", request: Request, response: HttpResponse) -> HttpResponse:
    """The scripts of a public relying party may read this, on its own origins."""
    patch_vary_headers(response, ["Origin"])
    origin = request.headers.get("Origin", "")
    if origin and party is not None and party.is_public and origin in origins_of(party.redirect_uris):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "WWW-Authenticate"
    return response


def asked_first(view: View) -> View:
    """Answer the question that a browser sends ahead (preflight). It names no client, so it is answered alike to all; what is
    told in the end is for some only.
    """

    @wraps(view)
    def served(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "OPTIONS" or "Access-Control-Request-Method" not in request.headers:
            return view(request, *args, **kwargs)
        response = for_everybody(HttpResponse(status=204))
        response.headers["Access-Control-Allow-Methods"] = "GET, POST"
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
        response.headers["Access-Control-Max-Age"] = str(REMEMBERED)
        return response

    return served
