"""Codes of a second factor: each try is counted before it is looked at, so that many at once are still few.

Three tries for one sign-in (or one page, for somebody who is signed in), and ten in a quarter of an hour for one person.
Whoever has the password and tries codes elsewhere cannot use up what a browser has that signed in before.
"""

from collections.abc import Callable
from typing import Any

from allauth.core.internal import ratelimit
from django.utils.translation import gettext_lazy as _

from coorum.base.errors import Refused
from coorum.signin import devices
from coorum.web.request import Request

LIMITS = {"factor_here": "3/15m/key", "factor": "10/15m/key"}


def count(request: Request, person: Any, *, process: str) -> Callable[[], None]:
    """Count one try at a code of `person`; what is answered takes it back, for a code that was right: who signs in often is
    no guesser. Raises `Refused("too_many")`: this one is not looked at.
    """
    known = devices.has_signed_in(request, person.email)
    whose = f"{devices.browser_of(request).name}:{person.pk}" if known else str(person.pk)
    here = f"{request.session.session_key}:{process}"
    counted = []
    for action, key in (("factor_here", here), ("factor", whose)):
        usage = ratelimit.consume(request, app="allauth.account", action=action, key=key, config=LIMITS)
        if not usage:
            raise Refused("too_many", _("That was wrong several times. Please wait a few minutes and try again."))
        counted.append(usage)

    def take_back() -> None:
        for usage in counted:
            usage.rollback()

    return take_back
