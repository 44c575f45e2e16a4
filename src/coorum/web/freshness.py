"""Whether a guest's browser already holds the page: an entity tag made from what the page shows."""

from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.templatetags.static import static
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from coorum.web.news import service_notices
from coorum.web.request import Request


def page_or_unchanged(
    request: Request, shown: Any, make: Callable[[], HttpResponse], *, text: str = ""
) -> HttpResponse:
    """The page that `make` renders; for a guest whose browser holds the same already, 304 without rendering it.

    `shown` is all that the page shows besides its frame, as plain values, and `text` its long text. Members, and guests with a
    message to be told, always get the page.
    """
    if request.viewer or len(get_messages(request)):
        return make()
    tag = _tag(request, shown, text)
    response = get_conditional_response(request, etag=tag) or make()
    response.headers["ETag"], response.headers["Cache-Control"] = tag, "no-cache"
    return response


@cache
def _looks() -> tuple[str, str]:
    """The style and script of this release."""
    return static("member.css"), static("member.js")


def _tag(request: Request, shown: Any, text: str) -> str:
    site = request.site
    facts = (
        *_looks(),
        get_language(),
        request.COOKIES.get("theme", ""),
        site and (site.name, site.theme_hash, site.logo_key, site.opening),
        [notice.id for notice in service_notices(request)],
        shown,
    )
    return f'W/"{blake2b(repr(facts).encode() + text.encode(), digest_size=12).hexdigest()}"'
