"""What a browser must show when it comes back from the provider's host: the verifiers of its journeys, in a signed cookie
of the site's host. Several tabs may be on their way at once.
"""

from secrets import token_urlsafe

from django.conf import settings
from django.core import signing
from django.http import HttpResponse

from coorum.web.request import Request

COOKIE = "arrival"
SALT = "coorum.signin.arrival"
LIFE = 60 * 60
MOST = 5


def depart(request: Request) -> tuple[str, str, dict[str, str]]:
    """A new state and verifier (43 characters each), and all that are under way."""
    state, verifier = token_urlsafe(32), token_urlsafe(32)
    under_way = dict(list(_under_way(request).items())[-(MOST - 1) :])
    return state, verifier, {**under_way, state: verifier}


def arrive(request: Request, state: str) -> tuple[str, dict[str, str]]:
    """The verifier of the journey with this state ("" for none), and what is still under way."""
    under_way = _under_way(request)
    return under_way.pop(state, ""), under_way


def note(response: HttpResponse, under_way: dict[str, str]) -> None:
    """Write down what is under way."""
    if under_way:
        response.set_cookie(
            cookie_name(),
            signing.dumps(under_way, salt=SALT),
            max_age=LIFE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(cookie_name())


def cookie_name() -> str:
    """Bound to the host by its prefix where cookies are secure."""
    return f"__Host-{COOKIE}" if settings.SESSION_COOKIE_SECURE else COOKIE


def _under_way(request: Request) -> dict[str, str]:
    try:
        return dict(signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=LIFE))
    except (signing.BadSignature, ValueError, TypeError):
        return {}
