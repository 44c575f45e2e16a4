"""The one cookie of a frame: on the way to sign-in what the answer must fit, afterwards what signs the member in (decision 20).

It is partitioned (CHIPS): browsers keep it for the website around the frame alone, those too that block the cookies of others,
and keep no other storage there. No script reads it.
"""

from http.cookies import Morsel
from secrets import token_urlsafe

from django.conf import settings
from django.core import signing
from django.http import HttpResponse

from coorum.web.request import Request

COOKIE = "frame"
SALT = "coorum.embed.frame"
#: In seconds: time enough to register by a code from a letter.
ON_THE_WAY = 60 * 60


class _Partitioned(Morsel[str]):
    """A cookie with an attribute that `http.cookies` knows from Python 3.14 on."""

    def OutputString(self, attrs: object = None) -> str:  # noqa: N802  its name there
        return f"{super().OutputString(attrs)}; Partitioned"  # type: ignore[arg-type]  # the stubs want a list


def cookie_name() -> str:
    """Bound to the host by its prefix where cookies are secure."""
    return f"__Host-{COOKIE}" if settings.SESSION_COOKIE_SECURE else COOKIE


def kept(request: Request) -> str:
    """What the frame's browser shows."""
    return request.COOKIES.get(cookie_name(), "")


def keep(response: HttpResponse, value: str, *, seconds: int) -> None:
    """Let the browser show this from now on, in this frame and its like on the same website; 0 seconds: nothing any more."""
    name = cookie_name()
    response.set_cookie(name, value, max_age=seconds, secure=True, httponly=True, samesite="None")
    plain, partitioned = response.cookies[name], _Partitioned()
    partitioned.set(plain.key, plain.value, plain.coded_value)
    partitioned.update(plain)
    response.cookies[name] = partitioned


def depart(response: HttpResponse, *, origin: str) -> tuple[str, str]:
    """A new state and verifier (43 characters each), which the browser shows when it comes back."""
    state, verifier = token_urlsafe(32), token_urlsafe(32)
    keep(response, signing.dumps([origin, state, verifier], salt=SALT), seconds=ON_THE_WAY)
    return state, verifier


def verifier_of(request: Request, *, origin: str, state: str) -> str:
    """The verifier of the way that began here with this state; "" for none."""
    try:
        began, known, verifier = signing.loads(kept(request), salt=SALT, max_age=ON_THE_WAY)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(verifier) if (began, known) == (origin, state) else ""
