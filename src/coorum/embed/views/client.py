"""The scripts of blocks, and the colours a page asks for."""

from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from coorum.sites.branding import derive, normal_hex, theme_css
from coorum.web.guards import site_only
from coorum.web.request import Request

CLIENT = Path(__file__).resolve().parents[1] / "client"


@require_safe
@site_only
def script(request: Request) -> HttpResponse:
    """`community.js`, the same for every site; browsers ask again after five minutes, with its hash."""
    return _file(request, "community.js")


@require_safe
def into_script(request: Request) -> HttpResponse:
    """What a block in the page's own type needs besides."""
    return _file(request, "into.js")


@require_safe
def frame_script(request: Request) -> HttpResponse:
    """The frame's own script."""
    return _file(request, "frame.js")


@require_safe
def member_script(request: Request) -> HttpResponse:
    """What a frame needs besides in which somebody can be signed in."""
    return _file(request, "member.js")


@require_safe
def colours(_request: Request, accent: str) -> HttpResponse:
    """Every colour of a block from the page's one (`rrggbb`), legible by construction; 404 for what is none."""
    try:
        css = _colours(normal_hex(accent))
    except ValueError:
        raise Http404 from None
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(css, content_type="text/css; charset=utf-8", headers=headers)


@lru_cache(maxsize=256)
def _colours(accent: str) -> str:
    return theme_css(derive(accent))


@cache
def _content(name: str) -> tuple[bytes, str]:
    data = (CLIENT / name).read_bytes()
    return data, sha256(data).hexdigest()[:32]


def _file(request: Request, name: str) -> HttpResponse:
    data, tag = _content(name)
    headers = {
        "Cache-Control": "public, max-age=300",
        "ETag": f'"{tag}"',
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(data, content_type="text/javascript; charset=utf-8", headers=headers)
