"""Whether somebody showed who they are just now: on signing in, or once more before something that matters."""

from datetime import UTC, datetime, timedelta

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings

from coorum.base import clock
from coorum.web.request import Request


def is_recent(request: Request) -> bool:
    """Whether the viewer showed who they are within the last minutes, in this session, on the sign-in host.

    A session that was handed over to another host says nothing: there nobody was asked.
    """
    shown = shown_at(request) if request.place.is_provider else None
    return shown is not None and shown > clock.now() - timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def shown_at(request: Request) -> datetime | None:
    """When the viewer last showed who they are in this session; None where nobody did."""
    if not request.user.is_authenticated:
        return None
    shown = [datetime.fromtimestamp(one["at"], UTC) for one in get_authentication_records(request, request.user)]
    if "_signed_in_at" in request.session:
        shown.append(datetime.fromisoformat(request.session["_signed_in_at"]))
    return max(shown, default=None)
