"""What holds for every page of identity: it lives on the provider's host and wears the brand of the site one came from."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override

from coorum.signin import way
from coorum.sites import queries as sites
from coorum.web.request import Request

View = Callable[..., HttpResponse]


def identity_page(view: View) -> View:
    """Serve `view` on the provider's host only; a visitor of a site's host is led there."""

    @wraps(view)
    def framed(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.place.is_provider:
            return _to_provider(request)
        request.brand = way.site_of(request)
        if request.brand is not None:
            request.brand.home_url = sites.origin_of(request.brand)
        served = csp_override(_policy(request.brand))(never_cache(view))
        return _keep_the_way(request, served(request, *args, **kwargs))

    framed.is_identity_page = True  # type: ignore[attr-defined]
    return framed


def _policy(site: Any) -> dict[str, Any]:
    """Forms here end on the site's host: Chromium asks `form-action` for every hop of a redirect."""
    targets = [CSP.SELF, site.home_url] if site else [CSP.SELF]
    return {**settings.SECURE_CSP, "form-action": targets}


def _to_provider(request: Request) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        raise Http404
    query = {**request.GET.dict(), "from": request.site.slug}
    return HttpResponseRedirect(f"{sites.provider_origin()}{request.path}?{urlencode(query)}")


def _keep_the_way(request: Request, response: HttpResponse) -> HttpResponse:
    """From one page of identity to the next, `next` goes along; allauth drops it here and there."""
    back = way.back_of(request)
    if isinstance(response, HttpResponseRedirect) and back and response.url != back and _leads_on(response.url):
        mark = "&" if "?" in response.url else "?"
        response.headers["Location"] = f"{response.url}{mark}{urlencode({'next': back})}"
    return response


def _leads_on(url: str) -> bool:
    """Whether `url` is a page of identity that does not know the way yet."""
    parts = urlsplit(url)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return False
    known = match.view_name == "signin:pass" or "next" in parse_qs(parts.query)
    return not parts.netloc and getattr(match.func, "is_identity_page", False) and not known
