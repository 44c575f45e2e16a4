"""Whether somebody showed who they are just now: on signing in, or once more before something that matters."""

from datetime import UTC, datetime, timedelta

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings

from coorum.accounts import methods
from coorum.base import clock
from coorum.web.request import Request


def is_recent(request: Request) -> bool:
    """Whether the viewer showed who they are within the last minutes, in this session, on the sign-in host.

    A session that was handed over to another host says nothing: there nobody was asked.
    """
    shown = shown_at(request) if request.place.is_provider else None
    return shown is not None and shown > clock.now() - timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def shown_at(request: Request) -> datetime | None:
    """When the viewer last showed who they are in this session; None where nobody did, or an operator's website said so."""
    if not request.user.is_authenticated:
        return None
    shown = _moments(request)
    if "_signed_in_at" in request.session and not _is_operators_word(request):
        shown.append(datetime.fromisoformat(request.session["_signed_in_at"]))
    return max(shown, default=None)


def is_own(request: Request) -> bool:
    """Whether the viewer showed who they are, at any time in this session; not only an operator's website said so."""
    return not _is_operators_word(request) or bool(_moments(request))


def _is_operators_word(request: Request) -> bool:
    return methods.is_operators_word(request.session.get("_methods", ()))


def _moments(request: Request) -> list[datetime]:
    """When the viewer showed something of their own."""
    records = get_authentication_records(request, request.user)
    return [datetime.fromtimestamp(one["at"], UTC) for one in records if one["method"] != "shop"]
