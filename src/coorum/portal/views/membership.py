"""My page, and the language of the pages."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from coorum.provision import queries as provisions
from coorum.web.guards import signed_in
from coorum.web.request import Request

YEAR = 365 * 24 * 60 * 60


@signed_in
def index(request: Request) -> HttpResponse:
    """My page: everything of mine, one press away."""
    open_to = provisions.companies(provisions.who_has_data_of(request.viewer.person, looks=1))
    return render(request, "portal/accounts/my.html", {"open_to": open_to})


def language(request: Request) -> HttpResponse:
    """Remember the language of the pages in a cookie, and go back to where one was."""
    wanted, back = request.GET.get("to", ""), request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith("/"):
        back = "/"
    response = redirect(back)
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=YEAR,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
    return response
