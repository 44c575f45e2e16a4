"""Whether somebody showed who they are just now: on signing in, or once more before something that matters."""

from datetime import datetime, timedelta

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings

from coorum.base import clock
from coorum.web.request import Request


def is_recent(request: Request) -> bool:
    """Whether the viewer showed who they are within the last minutes, in this session, on the sign-in host.

    A session that was handed over to another host says nothing: there nobody was asked.
    """
    if not (request.user.is_authenticated and request.place.is_provider):
        return False
    shown = [record["at"] for record in get_authentication_records(request, request.user)]
    if "_signed_in_at" in request.session:
        shown.append(datetime.fromisoformat(request.session["_signed_in_at"]).timestamp())
    limit = clock.now() - timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    return max(shown, default=0) > limit.timestamp()
