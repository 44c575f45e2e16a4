"""Opening and closing a session: what the owner will recognise it by, and what is written down."""

from collections.abc import Iterable
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import auth

from coorum.accounts import actions as accounts
from coorum.accounts.sessions import coarse_network
from coorum.base import clock
from coorum.openid import actions as openid
from coorum.web.request import Request

BACKEND = "coorum.accounts.backends.Backend"
_FACTORS = {"totp": "totp", "recovery_codes": "recovery_code", "webauthn": "security_key"}


def sign_in(request: Request, person: Any, *, browser: str, methods: Iterable[str]) -> None:
    """A fresh session of `person` on this host, under a new key; `methods` say how they showed who they are."""
    auth.login(request, person, backend=BACKEND)
    host = request.get_host().lower()
    request.session.update(
        {
            "_host": host,
            "_network": coarse_network(get_adapter().get_client_ip(request)),
            "_agent": request.headers.get("User-Agent", "")[:200],
            "_browser": browser,
            "_signed_in_at": clock.now().isoformat(),
            "_methods": list(methods),
        }
    )
    accounts.record_sign_in(person, host=host)


def stay(request: Request, person: Any, *methods: str) -> None:
    """This session goes on into the person's new epoch, under a new key; by `methods` they showed more of who they are."""
    known = request.session.get("_methods", [])
    request.session["_methods"] = [*known, *(method for method in methods if method not in known)]
    auth.update_session_auth_hash(request, person)


def methods_shown(request: Request, person: Any) -> list[str]:
    """What allauth wrote down of the steps of this sign-in, in our words (accounts/methods.py), in their order."""
    shown = [_method(record) for record in get_authentication_records(request, person)]
    return list(dict.fromkeys(shown)) or ["code"]


def _method(record: dict[str, Any]) -> str:
    if record["method"] == "mfa":
        return _FACTORS[record["type"]] if not record.get("passwordless") else "passkey"
    if record["method"] == "socialaccount":
        return f"linked:{record['provider']}"[:40]
    return "password" if record["method"] == "password" else "code"


def sign_out(request: Request) -> None:
    """End this session, the one on the sign-in host in the same browser, and those at websites it went to from there."""
    session, person = request.session, cast(Any, request.user)
    if session.get("_browser"):
        openid.sign_out_there(person, browser=session["_browser"])
    accounts.sign_out(
        person,
        session_key=session.session_key or "",
        browser=session.get("_browser", ""),
        hosts=[request.get_host().lower(), settings.COORUM_PROVIDER_HOST],
    )
    auth.logout(request)
