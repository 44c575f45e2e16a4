"""The hallway: who is asking, on whose site, and under which roof their work is done."""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import connection, transaction
from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect, JsonResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import get_supported_language_variant

from coorum.accounts import queries as accounts
from coorum.base import scope
from coorum.base.errors import Refused
from coorum.sites import queries as sites
from coorum.web import brand, errors
from coorum.web.away import away
from coorum.web.request import Request

Next = Callable[[Request], HttpResponse]


#: Files that are the same for everybody: nobody is looked up for them, so that caches can keep them for everybody.
FOR_ALL_ALIKE = ("/media/", "/theme/")
#: Where a session is no credential.
WITHOUT_SESSION = (*FOR_ALL_ALIKE, "/api/")


class Health:
    """`/healthz`: the process answers. Before everything else, so that it says nothing about anything else."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if request.path == "/healthz":
            return JsonResponse({"status": "ok"})
        return self.get_response(request)


class UnitOfWork:
    """One transaction a request, in the scope of the site that the host names. An unknown host gets no page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        try:
            place = sites.place_at(request.get_host().lower(), seconds=self._patience(request))
        except DisallowedHost:
            place = None
        if place is None:
            return errors.nobody_lives_here(request)
        if place.site and place.site.is_suspended and not place.is_provider:
            return errors.suspended(request, place.site)
        if place.site and place.site.is_gone and not place.is_provider:
            return errors.gone(place.site)
        request.place, request.site = place, place.site
        with scope.site_scope(place.site.id if place.site else scope.PROVIDER):
            response = self.get_response(request)
            if response.status_code >= 500 and not connection.needs_rollback:
                transaction.set_rollback(True)
            return response

    @staticmethod
    def _patience(request: Request) -> float:
        """Whoever reads can live with a site as it was a moment ago; whoever changes it cannot."""
        reads = request.method in {"GET", "HEAD"} and not request.path.startswith(("/console/", "/desk/"))
        return settings.COORUM_PATIENCE if reads else 0


class AtHome:
    """Whoever reads on another host of a site is led to the one it is published under, for good once that has been so for days.

    Not led away: what machines and operators' websites ask for by a fixed address, the way in (it knows hosts by itself),
    and the console, so that an owner whose own host fails can always choose another.
    """

    STAYS = ("/signin/", "/console/", "/embed/", "/api/", "/live/", "/media/", "/theme/", "/.well-known/", "/readyz")
    #: Seconds for which browsers may remember that a site has moved: it may have to move back.
    MEMORY = 60 * 60

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        home, reads = request.place.home, request.method in {"GET", "HEAD"}
        if not home or not reads or request.place.is_provider or request.path.startswith(self.STAYS):
            return self.get_response(request)
        way = away(f"{settings.COORUM_SCHEME}://{home}{request.get_full_path()}")
        if not request.place.is_settled:
            return HttpResponseRedirect(way, headers={"Cache-Control": "no-store"})
        return HttpResponsePermanentRedirect(way, headers={"Cache-Control": f"max-age={self.MEMORY}"})


class SessionHost:
    """A session is good on the host it was opened on: a cookie carried elsewhere by hand is no session there.

    An operator who answers for its own domain could read the cookies of that domain, and of no other.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if _has_session(request) and self._is_of_another_host(request):
            request.session = type(request.session)()
        return self.get_response(request)

    @staticmethod
    def _is_of_another_host(request: Request) -> bool:
        signed_in = "_auth_user_id" in request.session
        return signed_in and request.session.get("_host") != request.get_host().lower()


class Language:
    """The visitor's choice (cookie), else what their browser asks for, else Japanese."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        language = self._chosen(request) or translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if "immutable" not in response.headers.get("Cache-Control", ""):  # a file is the same in every language
            response.headers.setdefault("Content-Language", language)
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    @staticmethod
    def _chosen(request: Request) -> str | None:
        try:
            return get_supported_language_variant(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
        except LookupError:
            return None


class Viewer:
    """`request.viewer`: the signed-in person as they are on this site, or None for a guest. Guests cost no query."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.viewer = self._viewer(request)
        response = self.get_response(request)
        if request.viewer and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-cache"
        return response

    @staticmethod
    def _viewer(request: Request) -> accounts.Viewer | None:
        if not _has_session(request) or not request.user.is_authenticated:
            return None
        if request.site is None:
            return accounts.Viewer(request.user)
        viewer = accounts.viewer_on_site(request.user)
        avatar = brand.media_url(viewer.member.avatar_key) if viewer.member else ""
        return replace(viewer, avatar_url=avatar) if avatar else viewer


def _has_session(request: Request) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES and not request.path.startswith(WITHOUT_SESSION)


class BeforeOpening:
    """Nobody but its staff sees a community before it is open; the way to sign in and who answers for it stay reachable."""

    REACHABLE = (
        "/api/",  # whose keys are the staff's
        "/signin/",
        "/console/",
        "/desk/",
        "/theme/",
        "/media/",
        "/language/",
        "/documents/",
        "/about/",
        "/contact/",
        "/requests/",
        "/erasures/",
    )

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        site, viewer = request.site, request.viewer
        if site is None or site.opened_at is not None or (viewer and viewer.is_staff):
            return self.get_response(request)
        if request.path.startswith(self.REACHABLE) or request.path == "/readyz":
            return self.get_response(request)
        return errors.not_open_yet(request)


class Refusals:
    """A refusal that no form caught becomes a page that says why and what to do."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return errors.refused(request, exception)
        return None
