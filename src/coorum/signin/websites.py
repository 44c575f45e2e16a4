"""Between Django's requests and oauthlib's: one `Provider` of the openid room for one request."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from coorum.accounts import queries as people
from coorum.openid.issuer import issuer
from coorum.openid.protocol import Provider, Questions
from coorum.web.recent import is_own, shown_at
from coorum.web.request import Request

#: Longer requests are none that a website makes.
LONGEST = 6000
#: oauthlib wants to be asked over TLS; whether we are is the deployment's matter, not the request's.
ADDRESS = "https://provider/"

View = Callable[..., HttpResponse]


def endpoint(view: View) -> View:
    """An address for websites, not for people: on the provider's host only, without cookie, form key or cache."""

    @csrf_exempt
    @never_cache
    @wraps(view)
    def served(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.place.is_provider:
            raise Http404
        return view(request, *args, **kwargs)

    return served


def given(request: Request) -> str:
    """What came, in the address or in a form, as one query; empty where it is too long or no text."""
    try:
        sent = request.body.decode() if request.method == "POST" else ""
    except UnicodeDecodeError:
        return ""
    parts = [*parse_qsl(request.META.get("QUERY_STRING", "")), *parse_qsl(sent)]
    query = urlencode(parts)
    return query if len(query) <= LONGEST else ""


def provider_for(request: Request, site_id: UUID) -> Provider:
    """The provider, in the open scope of a site; it knows who is signed in there as a member, and since when."""
    person = request.user if request.user.is_authenticated and is_own(request) else None
    member = people.member_of(person) if person else None
    questions = Questions(
        issuer=issuer(),
        member=member,
        signed_in_at=shown_at(request),
        browser=request.session.get("_browser", "") if person else "",
    )
    return Provider(questions, site_id)


def machine(site_id: UUID) -> Provider:
    """The provider for a website's own requests: nobody is there."""
    return Provider(Questions(issuer=issuer(), member=None, signed_in_at=None, browser=""), site_id)


def spoken(request: Request) -> tuple[str, str, str, dict[str, str]]:
    """Address, method, form and the headers that count, as oauthlib takes them."""
    try:
        body = request.body.decode()
    except UnicodeDecodeError:
        body = ""
    names = ("Authorization", "Content-Type")
    headers = {name: request.headers[name] for name in names if name in request.headers}
    return ADDRESS, str(request.method), body, headers


def answered(headers: dict[str, str], body: str | None, status: int) -> HttpResponse:
    """oauthlib's answer as Django's."""
    response = HttpResponse(body or "", status=status, content_type=headers.pop("Content-Type", "application/json"))
    for name, value in headers.items():
        response.headers[name] = value
    return response


def nobody(error: str, status: int) -> HttpResponse:
    """The answer to a website that names no site of ours (RFC 6749 5.2, RFC 6750 3)."""
    response = JsonResponse({"error": error}, status=status)
    if status == 401:
        response.headers["WWW-Authenticate"] = f'Bearer error="{error}"' if error == "invalid_token" else "Basic"
    return response
