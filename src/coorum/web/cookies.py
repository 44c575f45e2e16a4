"""The register of cookies: whatever is not in it leaves no server of ours (docs/cookies.md says each in words)."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from coorum.web.request import Request

log = logging.getLogger(__name__)


class Kind(StrEnum):
    """Why a cookie is there. For statistics and advertising there is none, and no word for them."""

    NECESSARY = "necessary"
    PREFERENCE = "preference"


@dataclass(frozen=True, slots=True)
class Cookie:
    """`name` as it is without HTTPS (with it, some carry `__Host-` in front); `life` is its longest, in words."""

    name: str
    kind: Kind
    purpose: Any
    life: Any


#: In the order and the words of article 12 of the policy, which is made from it (one purpose may have two cookies).
REGISTER = (
    Cookie("session", Kind.NECESSARY, _("Keeping you signed in"), _("30 days, or until you sign out")),
    Cookie("frame", Kind.NECESSARY, _("Keeping you signed in"), _("12 hours, or until you sign out")),
    Cookie("csrf", Kind.NECESSARY, _("Making sure that what a form sends comes from your own screen"), _("1 year")),
    Cookie("language", Kind.PREFERENCE, _("Keeping settings you chose, such as the language"), _("1 year")),
    Cookie("theme", Kind.PREFERENCE, _("Keeping settings you chose, such as the language"), _("1 year")),
    Cookie(
        "device",
        Kind.NECESSARY,
        _("Telling a browser that has signed in before from the tries of strangers"),
        _("180 days from signing in"),
    ),
    Cookie(
        "arrival",
        Kind.NECESSARY,
        _("Leading you back to the community you came from when you sign in"),
        _("1 hour"),
    ),
    Cookie("messages", Kind.NECESSARY, _("Telling you on the next page what was done"), _("Until the next page")),
)
_NAMES = frozenset(one.name for one in REGISTER)


class OnlyRegistered:
    """Takes a cookie off a response where the register does not have it, and says so to whoever runs the house."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        response = self.get_response(request)
        for name in [name for name in response.cookies if name.removeprefix("__Host-") not in _NAMES]:
            del response.cookies[name]
            log.error("a cookie that is not in the register was taken off a response: %s", name)
        return response


def probe() -> dict[str, object]:
    """What the register has, and whether a cookie beyond it gets through (for the proof)."""

    def careless(_request: Request) -> HttpResponse:
        response = HttpResponse()
        response.cookies["stray"] = "1"
        return response

    logging.disable(logging.ERROR)
    try:
        through = sorted(OnlyRegistered(careless)(Request()).cookies)
    finally:
        logging.disable(logging.NOTSET)
    register = {one.name: str(one.kind) for one in REGISTER}
    return {"register": register, "purposes": {each: _purposes(each) for each in ("ja", "en")}, "through": through}


def _purposes(language: str) -> list[str]:
    with override(language):
        return list(dict.fromkeys(str(one.purpose) for one in REGISTER))
