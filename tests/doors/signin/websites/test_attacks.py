"""What a wrong website, a thief of codes, or a curious browser gains: nothing, and nobody is sent anywhere."""

from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest

from coorum.accounts.queries import viewer_on_site
from coorum.base import clock
from coorum.base.events import Party
from coorum.base.ids import short
from coorum.base.scope import provider_scope, site_scope
from coorum.openid import actions
from coorum.openid.kinds import ACCESS_LIFE, ASKING_LIFE, CODE_LIFE, ID_TOKEN_LIFE, REFRESH_LIFE
from coorum.openid.models import RelyingParty
from coorum.openid.names import client_id
from coorum.sites import actions as sites
from tests.cast import Cast, refused
from tests.doors.signin.websites.conftest import signed_in
from tests.doors.signin.websites.shop import CALLBACK, Shop, told

NOBODY = UUID("01900000-0000-7000-8000-000000000000")
UNSOUND = [
    {"client_id": None},
    {"client_id": "nobody"},
    {"client_id": "v" * 52},
    {"client_id": client_id(NOBODY, NOBODY)},
    {"redirect_uri": None},
    {"redirect_uri": "https://evil.example/callback"},
    {"redirect_uri": CALLBACK + "/"},
    {"redirect_uri": CALLBACK + "?more=1"},
    {"redirect_uri": CALLBACK.upper()},
    {"redirect_uri": "https://shop.example\\@evil.example/callback"},
    {"redirect_uri": "https://shop.example/callback/../evil"},
    {"redirect_uri": "javascript:alert(1)"},
]
REFUSED = [
    ({"response_type": "token"}, "unsupported_response_type"),
    ({"response_type": "id_token"}, "unsupported_response_type"),
    ({"response_type": "none"}, "unauthorized_client"),
    ({"code_challenge": None}, "invalid_request"),
    ({"code_challenge_method": "plain"}, "invalid_request"),
    ({"code_challenge_method": None}, "invalid_request"),
    ({"code_challenge": "short"}, "invalid_request"),
    ({"scope": "email"}, "invalid_scope"),
    ({"scope": None}, "invalid_scope"),
    ({"prompt": "none login"}, "invalid_request"),
    ({"nonce": "n" * 501}, "invalid_request"),
]


@pytest.mark.parametrize("changed", UNSOUND, ids=str)
def test_an_unknown_client_or_address_is_sent_nowhere(shop: Shop, changed: dict[str, Any]) -> None:
    for also in ({}, {"response_type": None}, {"scope": "x"}, {"prompt": "none"}):
        answer = shop.send(**{**also, **changed})
        assert answer.status_code == 400
        assert "Location" not in answer.headers
        assert "//evil.example" not in answer.content.decode()


@pytest.mark.parametrize(("changed", "error"), REFUSED, ids=str)
def test_what_is_not_offered_is_refused_at_the_address_that_is_known(
    shop: Shop, changed: dict[str, Any], error: str
) -> None:
    back = told(shop.send(**changed))
    assert (back["error"], back["state"], "code" in back) == (error, "state-1", False)


@pytest.mark.parametrize("doubled", ["client_id", "redirect_uri", "state", "scope", "response_type"])
def test_a_parameter_given_twice_is_refused(shop: Shop, doubled: str) -> None:
    answer = shop.person.get(f"{shop.request()}&{urlencode({doubled: 'https://evil.example/'})}")
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_a_code_is_good_for_its_client_its_address_and_its_verifier_only(cast: Cast, shop: Shop) -> None:
    with site_scope(cast.kissa.id):
        owen = viewer_on_site(cast.owen)
        other = actions.register_party(
            owen, name="別", website="https://b.example/", redirect_uris=[CALLBACK], items=[]
        )
        thief = Shop(other.client_id, actions.make_secret(owen, other), shop.person)
    wrongs: list[tuple[Shop, dict[str, str | None]]] = [
        (thief, {}),
        (shop, {"redirect_uri": "https://shop.example/other"}),
        (shop, {"redirect_uri": None}),
        (shop, {"code_verifier": "w" * 43}),
        (shop, {"code_verifier": None}),
    ]
    for who, changed in wrongs:
        answer = who.exchange(shop.sign_in()["code"], **changed)
        assert answer.status_code == 400, changed
        assert "access_token" not in answer.json()


@pytest.mark.parametrize(
    "kind", [None, "", "password", "client_credentials", "urn:ietf:params:oauth:grant-type:device_code"]
)
def test_no_other_kind_of_grant_is_known(shop: Shop, kind: str | None) -> None:
    answer = shop.exchange(shop.sign_in()["code"], grant_type=kind)
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")


def test_a_wrong_secret_opens_nothing(shop: Shop) -> None:
    code = shop.sign_in()["code"]
    right, shop.secret = shop.secret, shop.secret[:-1] + "_"
    assert (shop.exchange(code).status_code, shop.exchange(code, basic=False).status_code) == (401, 401)
    shop.secret = right
    assert shop.post("token", grant_type="authorization_code", code=code, client_secret=right).status_code == 401
    for header in ("Basic", "Basic %%%", f"Basic {b64encode(b'nobody:x').decode()}", "Bearer x"):
        answer = shop.machine.post("/signin/openid/token", {"code": code}, headers={"Authorization": header})
        assert answer.status_code in (400, 401)


MOMENT = timedelta(seconds=1)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """`at(span)`: it is so long after the beginning of the test."""
    begin = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begin)
    return lambda span: monkeypatch.setattr(clock, "now", lambda: begin + span)


def test_a_code_is_good_for_a_minute(shop: Shop, at: Callable[[timedelta], None]) -> None:
    first, second = shop.sign_in()["code"], shop.sign_in()["code"]
    at(CODE_LIFE - MOMENT)
    assert "id_token" in shop.exchange(first).json()
    at(CODE_LIFE)
    assert shop.exchange(second).json()["error"] == "invalid_grant"


def test_an_access_token_is_good_for_ten_minutes(shop: Shop, at: Callable[[timedelta], None]) -> None:
    token = shop.tokens()["access_token"]
    at(ACCESS_LIFE - MOMENT)
    assert shop.who(token).status_code == 200
    at(ACCESS_LIFE)
    assert shop.who(token).status_code == 401


def test_a_refresh_token_is_good_for_thirty_days(shop: Shop, at: Callable[[timedelta], None]) -> None:
    first, second = (shop.tokens(scope="openid offline_access")["refresh_token"] for _ in range(2))
    at(REFRESH_LIFE - MOMENT)
    assert "access_token" in shop.refresh(first).json()
    at(REFRESH_LIFE)
    assert shop.refresh(second).json()["error"] == "invalid_grant"


def test_a_request_waits_an_hour_for_an_answer(shop: Shop, at: Callable[[timedelta], None]) -> None:
    way = shop.send().headers["Location"]
    at(ASKING_LIFE - MOMENT)
    assert shop.person.get(way).status_code == 200
    at(ASKING_LIFE)
    assert shop.person.get(way).status_code == 400


def test_an_id_token_says_that_it_is_good_for_ten_minutes(shop: Shop) -> None:
    claims = shop.read(shop.tokens()["id_token"])
    assert claims["exp"] - claims["iat"] == ID_TOKEN_LIFE.total_seconds()


def test_a_refresh_token_that_comes_again_ends_the_sign_in(shop: Shop) -> None:
    first = shop.tokens(scope="openid offline_access")
    second = shop.refresh(first["refresh_token"]).json()
    assert shop.refresh(first["refresh_token"]).json()["error"] == "invalid_grant"
    assert shop.refresh(second["refresh_token"]).json()["error"] == "invalid_grant"
    assert shop.who(second["access_token"]).status_code == 401


def test_a_refresh_asks_for_no_more_than_before(shop: Shop) -> None:
    first = shop.tokens(scope="openid offline_access")
    assert shop.refresh(first["refresh_token"], scope="openid email").json()["error"] == "invalid_scope"


def test_a_token_that_is_given_back_opens_nothing(shop: Shop) -> None:
    tokens = shop.tokens(scope="openid offline_access")
    assert shop.post("revoke", token=tokens["access_token"]).status_code == 200
    assert shop.who(tokens["access_token"]).status_code == 401
    assert shop.post("revoke", token=tokens["refresh_token"]).status_code == 200
    assert shop.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert shop.post("revoke", token="nobody's").status_code == 200


def test_another_persons_request_is_decided_by_who_is_there(cast: Cast, shop: Shop, visit: Any) -> None:
    """Mika's link in Taro's browser signs Taro in, as himself; he provides nothing, so he is shown where to join."""
    way = shop.send().headers["Location"]
    taro = signed_in(visit(None, as_=cast.taro))
    assert taro.get(way).status_code == 200
    with site_scope(cast.kissa.id), refused("no_consent"):
        actions.agree(viewer_on_site(cast.taro).member, party=shop_party(), asked=["email"], items=["email"])  # type: ignore[arg-type]


def shop_party() -> Any:
    return RelyingParty.objects.get()


def test_an_item_that_was_not_asked_for_cannot_be_given_away(shop: Shop) -> None:
    answer = shop.agree(shop.send(scope="openid profile"), "email")
    assert answer.status_code == 200
    tokens = shop.tokens("display_name", scope="openid profile")
    assert "email" not in shop.who(tokens["access_token"]).json()


def test_the_form_of_another_page_does_not_agree(shop: Shop) -> None:
    way = shop.send().headers["Location"]
    shop.person.handler.enforce_csrf_checks = True
    assert shop.person.post(way, {"items": ["email"]}).status_code == 403


def test_machines_are_answered_on_the_providers_host_only(cast: Cast, visit: Any) -> None:
    there = visit(cast.kissa)
    for path in ("openid/token", "openid/userinfo", "openid/revoke", "openid/keys"):
        assert there.post(f"/signin/{path}").status_code in (404, 405)
    assert there.get("/.well-known/openid-configuration").status_code == 404


@pytest.mark.parametrize("token", ["", "x", "\x00", short(NOBODY) + "x", "v" * 26])
def test_a_token_of_nobodys_is_none(shop: Shop, token: str) -> None:
    answer = shop.who(token)
    assert answer.status_code == 401
    assert "invalid_token" in answer.headers["WWW-Authenticate"]


def test_a_suspended_community_signs_nobody_in(cast: Cast, shop: Shop) -> None:
    with provider_scope():
        sites.suspend_site(Party("officer"), cast.kissa, reason="点検")
    assert shop.send().status_code == 400
