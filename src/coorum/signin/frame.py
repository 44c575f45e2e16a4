"""What holds for every page of identity: it lives on the provider's host and wears the brand of the site one came from."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import Resolver404, resolve
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override

from coorum.signin import way
from coorum.sites import queries as sites
from coorum.web import errors
from coorum.web.request import Request

View = Callable[..., HttpResponse]


def identity_page(view: View) -> View:
    """Serve `view` on the provider's host only; a visitor of a site's host is led there."""

    @wraps(view)
    def framed(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return _framed(view, request, *args, **kwargs) if request.place.is_provider else _to_provider(request)

    framed.is_identity_page = True  # type: ignore[attr-defined]
    return framed


def page_of_every_host(view: View) -> View:
    """Serve `view` on every host; on the provider's it is a page of identity like the others."""

    @wraps(view)
    def framed(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return (_framed if request.place.is_provider else _bare)(view, request, *args, **kwargs)

    framed.is_identity_page = True  # type: ignore[attr-defined]
    return framed


def csrf_failure(request: Request, reason: str = "") -> HttpResponse:
    """A form came without our cookie, on any host: no view was reached that would have dressed the page."""
    if request.place.is_provider:
        _dress(request)
    return errors.csrf_failure(request, reason)


def _dress(request: Request) -> None:
    request.brand, request.carried = way.site_of(request), way.carried(request)
    request.form_targets = [CSP.SELF]
    if request.brand is not None:
        request.brand.home_url = sites.origin_of(request.brand)


def _framed(view: View, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
    """Forms here end on the site's host, or where else the view says: Chromium asks `form-action` for every hop."""
    _dress(request)
    if request.brand:
        request.form_targets += dict.fromkeys((request.brand.home_url, *way.onward(request)))
    policy: dict[str, Any] = {**settings.SECURE_CSP, "form-action": request.form_targets}
    served = csp_override(policy)(never_cache(view))
    return _keep_the_way(request, served(request, *args, **kwargs))


def _bare(view: View, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
    request.carried = ""
    return view(request, *args, **kwargs)


def _to_provider(request: Request) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        raise Http404
    query = {**request.GET.dict(), "from": request.site.slug}
    return HttpResponseRedirect(f"{sites.provider_origin()}{request.path}?{urlencode(query)}")


def _keep_the_way(request: Request, response: HttpResponse) -> HttpResponse:
    """From one page of identity to the next, `next` and `from` go along; allauth drops them here and there."""
    if isinstance(response, HttpResponseRedirect) and _leads_on(response.url):
        known = QueryDict(urlsplit(response.url).query)
        ours = QueryDict(request.carried.removeprefix("?"))
        lost = {key: text for key, text in ours.items() if key not in known and text != response.url}
        mark = "&" if known else "?"
        if lost:
            response.headers["Location"] = f"{response.url}{mark}{urlencode(lost)}"
    return response


def _leads_on(url: str) -> bool:
    """Whether `url` is a page of identity; the way back to a site knows all it needs."""
    parts = urlsplit(url)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return False
    is_ours = getattr(match.func, "is_identity_page", False) and match.view_name != "signin:pass"
    return not parts.netloc and is_ours
