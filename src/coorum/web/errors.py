"""Error pages: what happened, in words, and what to do next."""

from functools import cache
from typing import Any

from django.http import HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.template.loader import get_template
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext as _

from coorum.base.errors import Refused
from coorum.web.request import Request

#: Codes of refusals that have a status of their own; the others are 403.
STATUS = {"not_found": 404, "stale": 409, "too_large": 413, "too_many": 429, "invalid": 400}


def refused(request: Request, refusal: Refused) -> HttpResponse:
    """The page of a refusal, with the status its code asks for."""
    status = STATUS.get(refusal.code, 403)
    return render(request, "refused.html", {"message": str(refusal), "code": refusal.code}, status=status)


def nobody_lives_here(request: Request) -> HttpResponse:
    """No site answers on this host. Says nothing about which do."""
    return HttpResponse(
        _("There is no community at this address."), status=404, content_type="text/plain; charset=utf-8"
    )


def suspended(_request: Request, site: Any) -> HttpResponse:
    """The provider closed this site for a while, and says why."""
    text = _("%(name)s is closed at the moment. Reason given by the provider: %(reason)s") % {
        "name": site.name,
        "reason": site.suspension.reason,
    }
    return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "3600"})


def gone(site: Any) -> HttpResponse:
    """The operator's contract ended, and everything here was deleted."""
    text = _("%(name)s has ended. What was written there has been deleted.") % {"name": site.name}
    return HttpResponse(text, status=410, content_type="text/plain; charset=utf-8")


def not_open_yet(request: Request) -> HttpResponse:
    """The community is being prepared: nobody sees it before its operator opens it."""
    response = render(request, "soon.html", status=503)
    response["Retry-After"] = "86400"
    return response


def too_many(request: Request, seconds: int, *, page: str = "429.html") -> HttpResponse:
    """Too many tries, answered before anything is opened: one page for everybody who reads the same language."""
    language = translation.get_language_from_request(request)
    headers = {"Retry-After": str(seconds), "Content-Language": language}
    response = HttpResponse(_alike_for_all(page, language), status=429, headers=headers)
    add_never_cache_headers(response)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@cache
def _alike_for_all(page: str, language: str) -> str:
    with translation.override(language):
        return str(get_template(page).render({"language": language}))


def csrf_failure(request: Request, reason: str = "") -> HttpResponse:
    """The form came without our cookie: none was taken, or the page is of another day."""
    message = _("This page was open too long. Please go back, reload and try again.")
    if reason == REASON_NO_CSRF_COOKIE:
        message = _("Your browser sent no cookie. Please allow cookies for this site, reload the page and try again.")
    return render(request, "403.html", {"message": message}, status=403)


def bad_request(request: Request, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: Request, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: Request, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: Request) -> HttpResponse:
    """Rendered without the database: it may be the one that failed."""
    return render(request, "500.html", {"viewer": None}, status=500)
