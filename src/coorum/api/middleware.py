"""What holds for every address under /api/: no cookie counts, each request is counted, and whatever fails is a problem."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from math import ceil

from django.core.cache import caches
from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from coorum.api import credentials
from coorum.api.problems import Problem, answer, of_response
from coorum.base.budgets import NOW, Budget, Spent, spend
from coorum.base.shares import spend_from_share
from coorum.web.network import network_of
from coorum.web.request import Request

MINUTE = timedelta(minutes=1)
#: Requests a minute of one credential; and of a network without one, or with wrong ones.
WITH_KEY, WITHOUT_KEY, WRONG = 600, 120, 60
LARGEST = 1024 * 1024
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class Api:
    """Outside everything else, so that nothing of the house that is meant for people gets out here."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if not request.path.startswith("/api/"):
            return self.get_response(request)
        request.COOKIES = {}  # a session is no credential here, and a choice made in a browser is none of a machine
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        with translation.override(translation.get_language_from_request(request)):
            response = of_response(self.get_response(request))
        response.cookies.clear()
        response.headers.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(response, ["Authorization"])
        if is_head:
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
        return response


class Counted:
    """Counts each request before anything is opened for it, and says how many are left."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if not request.path.startswith("/api/"):
            return self.get_response(request)
        budget, name = _budget(request)
        refused = _is_refused(request) and not credentials.is_good(request)
        spent = Spent(MINUTE, 0, MINUTE) if refused else spend_from_share(budget)
        if spent.wait is None:
            response = of_response(self._answered(request))
        else:
            request.read(LARGEST)  # a body left unread would break the connection, and with it the answer
            response = answer(_too_many(spent.wait))
        if response.status_code == 401:
            _count_wrong(request)
        response.headers["RateLimit-Policy"] = f'"{name}";q={budget.most};w={int(budget.window.total_seconds())}'
        response.headers["RateLimit"] = f'"{name}";r={spent.left};t={ceil(spent.full_in.total_seconds())}'
        return response

    def _answered(self, request: Request) -> HttpResponse:
        length = request.headers.get("Content-Length", "")
        if length.isdecimal() and int(length) > LARGEST:
            return answer(Problem(413, "too_large", _("Send at most one mebibyte.")))
        wanted = FORM if request.path.endswith("/token") else JSON
        if length not in ("", "0") and request.content_type != wanted:
            return answer(Problem(415, "media_type", _("Send %(type)s.") % {"type": wanted}))
        return self.get_response(request)


def _budget(request: Request) -> tuple[Budget, str]:
    """Whoever shows a credential is counted by it, right or wrong; anybody else by their network."""
    if shown := request.headers.get("Authorization", ""):
        return Budget(f"api:{sha256(shown.encode()).hexdigest()}", WITH_KEY, MINUTE), "key"
    return Budget(f"api-network:{network_of(request)}", WITHOUT_KEY, MINUTE), "network"


def _wrong(request: Request) -> str:
    return f"api-wrong:{network_of(request)}"


def _is_refused(request: Request) -> bool:
    """Whether this network showed so many wrong credentials that those of it are not answered for a moment."""
    return bool(caches["local"].get(_wrong(request)))


def _count_wrong(request: Request) -> None:
    wait = spend(Budget(_wrong(request), WRONG, MINUTE))
    if wait is not None:
        caches["local"].set(_wrong(request), value=True, timeout=max(wait, timedelta(seconds=1)).total_seconds())


def _too_many(wait: timedelta) -> Problem:
    seconds = max(1, ceil(max(wait, NOW).total_seconds()))
    return Problem(429, "too_many", _("Too many requests. Wait a moment."), headers={"Retry-After": str(seconds)})
