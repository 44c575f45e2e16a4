"""Plans "basic" and "config" for providers."""

from urllib.parse import urlencode, urlsplit

import jwt
import pytest

from coorum.base import clock
from coorum.openid.kinds import CODE_LIFE
from tests.doors.signin.websites.checks import Check, checks, discovered, module, signed_in_before
from tests.doors.signin.websites.shop import PROVIDER, Shop, at_hash, query_of, told


def works(**changed: str) -> Check:
    """A request with more in it works as one without."""

    def check(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
        claims = shop.read(shop.tokens(**changed)["id_token"])
        assert claims["nonce"] == "nonce-1"

    return check


for name, more in {
    "oidcc-display-page": {"display": "page"},
    "oidcc-display-popup": {"display": "popup"},
    "oidcc-login-hint": {"login_hint": "mika@people.example"},
    "oidcc-ui-locales": {"ui_locales": "se"},
    "oidcc-claims-locales": {"claims_locales": "se"},
    "oidcc-ensure-request-with-acr-values-succeeds": {"acr_values": "1 2"},
    "oidcc-ensure-request-with-unknown-parameter-succeeds": {"extra": "foobar"},
    "oidcc-claims-essential": {"claims": '{"userinfo": {"name": {"essential": true}}}'},
    "oidcc-ensure-request-with-valid-pkce-succeeds": {},
    "oidcc-max-age-10000": {"max_age": "10000"},
}.items():
    checks[name] = works(**more)


def tells(scope: str, *items: str, claims: set[str]) -> Check:
    """Whoever agrees to these items is told with these claims; a scope nobody knows is left aside."""

    def check(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
        tokens = shop.tokens(*items, scope=scope)
        assert set(shop.who(tokens["access_token"]).json()) == {"sub"} | claims

    return check


PROFILE, EMAIL = {"name", "preferred_username"}, {"email", "email_verified"}
checks["oidcc-scope-profile"] = tells("openid profile", "display_name", "user_id", claims=PROFILE)
checks["oidcc-scope-email"] = tells("openid email", "email", claims=EMAIL)
checks["oidcc-scope-address"] = tells("openid address", claims=set())
checks["oidcc-scope-phone"] = tells("openid phone", claims=set())
checks["oidcc-scope-all"] = tells(
    "openid profile email address phone", "display_name", "user_id", "email", claims=PROFILE | EMAIL
)


@module("oidcc-server")
def server(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    tokens = shop.tokens("email")
    claims = shop.read(tokens["id_token"])
    assert tokens["token_type"] == "Bearer"
    assert claims["at_hash"] == at_hash(tokens["access_token"])
    assert {"iss", "sub", "aud", "exp", "iat", "auth_time"} <= set(claims)
    assert shop.who(tokens["access_token"]).json()["sub"] == claims["sub"]


@module("oidcc-response-type-missing")
def response_type_missing(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    back = told(shop.send(response_type=None))
    assert (back["error"], back["state"]) == ("invalid_request", "state-1")


@module("oidcc-idtoken-signature")
def idtoken_signature(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    assert jwt.get_unverified_header(shop.tokens()["id_token"])["alg"] == "RS256"


@module("oidcc-idtoken-unsigned")
def idtoken_unsigned(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    """Not offered: the module is skipped for providers that do not list `none`."""
    assert discovered(shop)["id_token_signing_alg_values_supported"] == ["RS256"]


@module("oidcc-userinfo-get")
def userinfo_get(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    answer = shop.who(shop.tokens()["access_token"])
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")


@module("oidcc-userinfo-post-header")
def userinfo_post_header(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    headers = {"Authorization": f"Bearer {shop.tokens()['access_token']}"}
    assert shop.machine.post("/signin/openid/userinfo", headers=headers).json()["sub"]


@module("oidcc-userinfo-post-body")
def userinfo_post_body(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    body, kind = urlencode({"access_token": shop.tokens()["access_token"]}), "application/x-www-form-urlencoded"
    assert shop.machine.post("/signin/openid/userinfo", body, content_type=kind).json()["sub"]


@module("oidcc-ensure-request-without-nonce-succeeds-for-code-flow")
def without_nonce(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    assert "nonce" not in shop.read(shop.tokens(nonce=None)["id_token"])


@module("oidcc-alternate-happy-flow")
def alternate(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    """A second client with another redirect address, signed in to by the same person."""
    other = "https://shop.example/other"
    answer = shop.agree(shop.send(redirect_uri=other))
    back = query_of(answer.headers["Location"])
    assert answer.headers["Location"].startswith(other)
    assert shop.exchange(back["code"][0], redirect_uri=other).json()["id_token"]


@module("oidcc-prompt-login")
def prompt_login(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    shop.tokens()
    again = shop.person.get(shop.send(prompt="login").headers["Location"])
    assert again.headers["Location"].startswith("/signin/again/")
    assert shop.person.post(shop.send(prompt="login").headers["Location"], {}).status_code == 302  # nor by a form


@module("oidcc-prompt-none-not-logged-in")
def none_not_logged_in(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    assert told(shop.send(prompt="none"))["error"] == "login_required"


@module("oidcc-prompt-none-logged-in")
def none_logged_in(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    first = shop.read(shop.tokens()["id_token"])
    second = shop.read(shop.exchange(told(shop.send(prompt="none"))["code"]).json()["id_token"])
    assert (first["sub"], first["auth_time"]) == (second["sub"], second["auth_time"])


@module("oidcc-max-age-1")
def max_age_1(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    shop.tokens()
    signed_in_before(shop, seconds=100)
    again = shop.person.get(shop.send(max_age="1").headers["Location"])
    assert again.headers["Location"].startswith("/signin/again/")
    assert told(shop.send(max_age="1", prompt="none"))["error"] == "login_required"


@module("oidcc-id-token-hint")
def id_token_hint(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    hint = shop.tokens()["id_token"]
    assert told(shop.send(prompt="none", id_token_hint=hint))["code"]
    assert told(shop.send(prompt="none", id_token_hint=hint[:-4] + "AAAA"))["error"] == "login_required"


@module("oidcc-codereuse")
def code_reuse(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    code = shop.sign_in()["code"]
    tokens = shop.exchange(code).json()
    assert shop.exchange(code).json()["error"] == "invalid_grant"
    assert shop.who(tokens["access_token"]).status_code == 401


@module("oidcc-codereuse-30seconds")
def code_reuse_later(shop: Shop, patch: pytest.MonkeyPatch) -> None:
    code = shop.sign_in()["code"]
    tokens = shop.exchange(code).json()
    later = clock.now() + CODE_LIFE / 2
    patch.setattr(clock, "now", lambda: later)
    assert shop.exchange(code).json()["error"] == "invalid_grant"
    assert shop.who(tokens["access_token"]).status_code == 401


@module("oidcc-ensure-registered-redirect-uri")
def registered_redirect_uri(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    answer = shop.send(redirect_uri="https://shop.example/callback/foo")
    assert answer.status_code == 400
    assert "Location" not in answer.headers


@module("oidcc-ensure-post-request-succeeds")
def post_request(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    form, kind = urlsplit(shop.request()).query, "application/x-www-form-urlencoded"
    answer = shop.person.post("/signin/openid/authorize", form, content_type=kind)
    assert told(shop.agree(answer))["code"]


@module("oidcc-server-client-secret-post")
def client_secret_post(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    assert shop.exchange(shop.sign_in()["code"], basic=False).json()["id_token"]


@module("oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported")
def request_uri(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    assert told(shop.send(request_uri="https://shop.example/request"))["error"] == "request_uri_not_supported"


@module("oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported")
def request_object(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    unsigned = jwt.encode({"nonce": "other"}, None, algorithm="none")
    assert told(shop.send(request=unsigned))["error"] == "request_not_supported"


@module("oidcc-ensure-request-object-with-redirect-uri")
def request_object_with_redirect_uri(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    """What a request object says about where to go counts for nothing."""
    unsigned = jwt.encode({"redirect_uri": "https://evil.example/"}, None, algorithm="none")
    answer = shop.send(request=unsigned, redirect_uri=None)
    assert answer.status_code == 400
    assert "Location" not in answer.headers


@module("oidcc-refresh-token")
def refresh_token(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    first = shop.tokens(scope="openid offline_access")
    second = shop.refresh(first["refresh_token"]).json()
    before, after = shop.read(first["id_token"]), shop.read(second["id_token"])
    same = ("iss", "sub", "aud", "auth_time")
    assert [before[name] for name in same] == [after[name] for name in same]
    assert second["refresh_token"] != first["refresh_token"]
    assert "nonce" not in after
    assert shop.who(second["access_token"]).status_code == 200


@module("oidcc-discovery-endpoint-verification")
def discovery(shop: Shop, _patch: pytest.MonkeyPatch) -> None:
    found = discovered(shop)
    assert found["issuer"] == PROVIDER
    assert {"authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"} <= set(found)
    assert "S256" in found["code_challenge_methods_supported"]
    assert all(one["kty"] == "RSA" and "d" not in one for one in shop.machine.get("/signin/openid/keys").json()["keys"])
