"""The script of the operator's page, and the frame it shows."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from coorum.community import queries as community
from coorum.embed.origins import home_of, listed_origin
from coorum.web.guards import site_only
from coorum.web.request import Request

CLIENT = Path(__file__).resolve().parents[1] / "client"
MOST_POSTS = 8
LANGUAGES = {"ja", "en"}


@require_safe
@site_only
def script(request: Request) -> HttpResponse:
    """`community.js`, the same for every site; browsers ask again after five minutes, with its hash."""
    return _client_file(request, "community.js")


@require_safe
def frame_script(request: Request) -> HttpResponse:
    """The frame's own script."""
    return _client_file(request, "frame.js")


@require_safe
@site_only
@csp_override({})
def frame(request: Request) -> HttpResponse:
    """Latest posts for everybody, for a page at a listed origin. 404 for any other, and before the site is open."""
    origin = listed_origin(request.site.id, request.GET.get("origin", ""))
    if origin is None or request.site.opened_at is None:
        raise Http404
    asked = request.GET.get("posts", "")
    number = min(max(int(asked), 1), MOST_POSTS) if asked.isdecimal() else 3
    language = request.GET.get("language", "")
    with translation.override(language if language in LANGUAGES else request.site.language):
        context = {"posts": community.latest_for_guests(number), "origin": origin, "home": home_of(request)}
        response = render(request, "embed/frame.html", {**context, "viewer": None})
    response.headers["Content-Security-Policy"] = _policy(home_of(request), origin)
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def _policy(home: str, origin: str) -> str:
    """A sandboxed frame is of no origin, so what it may load is named by address."""
    sources = f"{CSP.NONE}; script-src {home}; style-src {home}; img-src {home} data:"
    return f"default-src {sources}; form-action {CSP.NONE}; base-uri {CSP.NONE}; frame-ancestors {origin}"


@cache
def _client(name: str) -> tuple[bytes, str]:
    data = (CLIENT / name).read_bytes()
    return data, sha256(data).hexdigest()[:32]


def _client_file(request: Request, name: str) -> HttpResponse:
    data, tag = _client(name)
    headers = {
        "Cache-Control": "public, max-age=300",
        "ETag": f'"{tag}"',
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(data, content_type="text/javascript; charset=utf-8", headers=headers)
