"""Browsers that have signed in before carry a cookie that says so. It opens nothing; it keeps strangers from shutting
their owner out: wrong passwords tried elsewhere do not count against a browser that is known (OWASP's device cookies).

The cookie holds a random name for the browser, and for each address signed in there a keyed digest.
"""

from dataclasses import dataclass
from secrets import token_hex

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.utils.crypto import salted_hmac

from coorum.web.request import Request

COOKIE = "device"
SALT = "coorum.signin.device"
LIFE = 60 * 60 * 24 * 180
MOST = 5


@dataclass(frozen=True)
class Browser:
    """The name of a browser and the digests of the addresses it has signed in with, latest last."""

    name: str
    known: tuple[str, ...] = ()


def browser_of(request: Request) -> Browser:
    """What the cookie says, or a new name."""
    try:
        name, known = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=LIFE)
        return Browser(str(name), tuple(known))
    except (signing.BadSignature, ValueError, TypeError):
        return Browser(token_hex(16))


def has_signed_in(request: Request, email: str) -> bool:
    """Whether somebody has signed in with this address in this browser."""
    return _digest(email) in browser_of(request).known


def remember(response: HttpResponse, browser: Browser, email: str) -> None:
    """Let the browser know that it signed in with this address."""
    digest = _digest(email)
    others = [one for one in browser.known if one != digest]
    response.set_cookie(
        cookie_name(),
        signing.dumps([browser.name, [*others[1 - MOST :], digest]], salt=SALT),
        max_age=LIFE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def cookie_name() -> str:
    """Bound to the host by its prefix where cookies are secure."""
    return f"__Host-{COOKIE}" if settings.SESSION_COOKIE_SECURE else COOKIE


def _digest(email: str) -> str:
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:32]
