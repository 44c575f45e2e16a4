"""Opening and closing a session: what the owner will recognise it by, and what is written down."""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import auth

from coorum.accounts import actions as accounts
from coorum.accounts.sessions import coarse_network
from coorum.base import clock
from coorum.web.request import Request

BACKEND = "coorum.accounts.backends.Backend"


def sign_in(request: Request, person: Any, *, browser: str) -> None:
    """A fresh session of `person` on this host, under a new key."""
    auth.login(request, person, backend=BACKEND)
    host = request.get_host().lower()
    request.session.update(
        {
            "_host": host,
            "_network": coarse_network(get_adapter().get_client_ip(request)),
            "_agent": request.headers.get("User-Agent", "")[:200],
            "_browser": browser,
            "_signed_in_at": clock.now().isoformat(),
        }
    )
    accounts.record_sign_in(person, host=host)


def sign_out(request: Request) -> None:
    """End this session, and the one on the sign-in host in the same browser."""
    session, person = request.session, cast(Any, request.user)
    accounts.sign_out(
        person,
        session_key=session.session_key or "",
        browser=session.get("_browser", ""),
        hosts=[request.get_host().lower(), settings.COORUM_PROVIDER_HOST],
    )
    auth.logout(request)
