"""Opening and closing a session: what the owner will recognise it by, and what is written down."""

from collections.abc import Iterable
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.conf import settings
from django.contrib import auth
from django.utils.translation import gettext_lazy as _

from coorum.accounts import actions as accounts
from coorum.accounts.methods import SHOP, has_second_factor
from coorum.accounts.sessions import coarse_network
from coorum.base import clock
from coorum.base.errors import Refused
from coorum.factors import actions as factor_deeds
from coorum.factors import queries as factors
from coorum.openid import actions as openid
from coorum.signin import epoch
from coorum.sites import queries as sites
from coorum.web.request import Request

BACKEND = "coorum.accounts.backends.Backend"


def sign_in(request: Request, person: Any, *, browser: str, methods: Iterable[str]) -> None:
    """A fresh session of `person` on this host, under a new key; `methods` say how they showed who they are.

    Raises `Refused("factor_missing")` for somebody who has a second factor and did not show it: no way leads past it.
    """
    shown = list(methods)
    if not has_second_factor(shown) and factors.has_second_factor(person):
        raise Refused("factor_missing", _("Your second factor is needed as well. Please sign in again."))
    if has_second_factor(shown):
        factor_deeds.take_loss_back(person)
    auth.login(request, person, backend=BACKEND)
    host = request.get_host().lower()
    request.session.update(
        {
            "_host": host,
            "_network": coarse_network(get_adapter().get_client_ip(request)),
            "_agent": request.headers.get("User-Agent", "")[:200],
            "_browser": browser,
            "_signed_in_at": clock.now().isoformat(),
            "_methods": shown,
        }
    )
    accounts.record_sign_in(person, host=host)


def show(request: Request, person: Any, method: str, *, again: bool = False) -> None:
    """Note that `person` showed a factor: on the way in, or `again`, by somebody who is signed in."""
    more = {"reauthenticated": True} if again else {}
    record_authentication(request, person, "factor", type=method, **more)
    if again and method not in request.session.get("_methods", []):
        request.session["_methods"] = [*request.session.get("_methods", []), method]


def begin_anew(request: Request, person: Any, method: str) -> None:
    """On the way in, `person` added what they showed: what follows belongs to the epoch that began with it."""
    show(request, person, method)
    epoch.begin_entry(request, person)


def stay(request: Request, person: Any, *methods: str) -> None:
    """This session goes on into the person's new epoch, under a new key; by `methods` they showed more of who they are."""
    known = request.session.get("_methods", [])
    request.session["_methods"] = [*known, *(method for method in methods if method not in known)]
    auth.update_session_auth_hash(request, person)


def methods_shown(request: Request, person: Any) -> list[str]:
    """What allauth wrote down of the steps of this sign-in, in our words (accounts/methods.py), in their order."""
    shown = [_method(record) for record in get_authentication_records(request, person)]
    return list(dict.fromkeys(shown)) or ["code"]


def methods_now(request: Request, person: Any) -> list[str]:
    """How this session began, and what was shown in it since."""
    since = [_method(record) for record in get_authentication_records(request, person)]
    return list(dict.fromkeys([*request.session.get("_methods", []), *since]))


def _method(record: dict[str, Any]) -> str:
    if record["method"] == "shop":
        return f"{SHOP}{record['site']}"
    if record["method"] == "factor":
        return str(record["type"])
    if record["method"] == "socialaccount":
        return f"linked:{record['provider']}"[:40]
    return "password" if record["method"] == "password" else "code"


def sign_out(request: Request) -> None:
    """End this session, those on the sign-in host and on other hosts of this site in the same browser, and those at websites
    it went to from there.
    """
    session, person = request.session, cast(Any, request.user)
    if session.get("_browser"):
        openid.sign_out_there(person, browser=session["_browser"])
    accounts.sign_out(
        person,
        session_key=session.session_key or "",
        browser=session.get("_browser", ""),
        hosts=[request.get_host().lower(), settings.COORUM_PROVIDER_HOST, *_other_hosts(request)],
    )
    auth.logout(request)


def _other_hosts(request: Request) -> list[str]:
    return sites.hosts_of(request.site.id) if request.site else []
