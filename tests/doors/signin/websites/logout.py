"""Plans "rp-initiated logout" and "back-channel logout" for providers."""

from typing import Any
from urllib.parse import urlencode

import pytest

from tests.doors.signin.websites.checks import Check, checks, discovered, module
from tests.doors.signin.websites.hearing import heard, run_tasks
from tests.doors.signin.websites.shop import AFTER_LOGOUT, PROVIDER, Shop


def sign_out(shop: Shop, **given: str) -> Any:
    return shop.person.get(f"/signin/openid/logout?{urlencode(given)}")


def is_signed_in(shop: Shop) -> bool:
    return bool(shop.person.get("/signin/account/").status_code == 200)


@module("oidcc-rp-initiated-logout-discovery-endpoint-verification")
def logout_discovery(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    assert discovered(shop)["end_session_endpoint"] == f"{PROVIDER}/signin/openid/logout"


@module("oidcc-rp-initiated-logout")
def logout(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    hint = shop.tokens()["id_token"]
    answer = sign_out(shop, id_token_hint=hint, post_logout_redirect_uri=AFTER_LOGOUT, state="s")
    assert answer.headers["Location"] == f"{AFTER_LOGOUT}?state=s"
    assert not is_signed_in(shop)


@module("oidcc-rp-initiated-logout-no-state")
def logout_no_state(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    answer = sign_out(shop, id_token_hint=shop.tokens()["id_token"], post_logout_redirect_uri=AFTER_LOGOUT)
    assert answer.headers["Location"] == AFTER_LOGOUT


@module("oidcc-rp-initiated-logout-no-post-logout-redirect-uri")
def logout_no_uri(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    answer = sign_out(shop, id_token_hint=shop.tokens()["id_token"])
    assert answer.status_code == 200
    assert not is_signed_in(shop)


def asks(**given: str) -> Check:
    """Without a hint that says whom it is about, the person is asked, and nobody is sent anywhere."""

    def check(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
        shop.tokens()
        answer = sign_out(shop, **given)
        assert answer.headers["Location"] == "/signin/logout/"
        assert is_signed_in(shop)

    return check


def refuses(**given: str) -> Check:
    """An error is shown; nobody is signed out or sent anywhere."""

    def check(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
        hint = shop.tokens()["id_token"]
        known = {name: value.replace("HINT", hint) for name, value in given.items()}
        answer = sign_out(shop, **known)
        assert answer.status_code == 400
        assert is_signed_in(shop)

    return check


checks["oidcc-rp-initiated-logout-no-params"] = asks()
checks["oidcc-rp-initiated-logout-only-state"] = asks(state="s")
checks["oidcc-rp-initiated-logout-no-id-token-hint"] = refuses(post_logout_redirect_uri=AFTER_LOGOUT)
checks["oidcc-rp-initiated-logout-bad-post-logout-redirect-uri"] = refuses(
    id_token_hint="HINT", post_logout_redirect_uri="https://shop.example/elsewhere"
)
checks["oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri"] = refuses(
    id_token_hint="HINT", post_logout_redirect_uri=f"{AFTER_LOGOUT}?foo=bar"
)
checks["oidcc-rp-initiated-logout-bad-id-token-hint"] = refuses(
    id_token_hint="not.a.token", post_logout_redirect_uri=AFTER_LOGOUT
)


@module("oidcc-rp-initiated-logout-modified-id-token-hint")
def logout_modified_hint(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    head, body, signature = shop.tokens()["id_token"].split(".")
    flipped = signature[:10] + ("A" if signature[10] != "A" else "B") + signature[11:]
    answer = sign_out(shop, id_token_hint=f"{head}.{body}.{flipped}", post_logout_redirect_uri=AFTER_LOGOUT)
    assert answer.status_code == 400
    assert is_signed_in(shop)


@module("oidcc-backchannel-logout-discovery-endpoint-verification")
def backchannel_discovery(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    found = discovered(shop)
    assert found["backchannel_logout_supported"] is True
    assert found["backchannel_logout_session_supported"] is True


@module("oidcc-backchannel-rp-initiated-logout")
def backchannel(shop: Shop, patch: pytest.MonkeyPatch) -> None:
    """The website is told which session of whom ended (Back-Channel Logout 1.0, 2.4 and 2.6)."""
    told_there = heard(shop, patch)
    claims = shop.read(shop.tokens()["id_token"])
    sign_out(shop, id_token_hint=shop.tokens()["id_token"])
    run_tasks()
    said = {one["sid"]: one for one in told_there}
    assert said[claims["sid"]]["sub"] == claims["sub"]
    assert said[claims["sid"]]["events"] == {"http://schemas.openid.net/event/backchannel-logout": {}}
    assert not {"nonce"} & set(said[claims["sid"]])
