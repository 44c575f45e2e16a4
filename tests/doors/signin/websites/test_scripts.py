"""What scripts in a visitor's browser may read of our answers to websites (CORS)."""

from typing import Any
from urllib.parse import urlencode

import pytest

from coorum.base.scope import site_scope
from coorum.openid.models import RelyingParty
from coorum.openid.rules import origins_of
from tests.cast import Cast
from tests.doors.signin.websites.shop import CALLBACK, VERIFIER, Shop

HERE, ELSEWHERE = "https://shop.example", "https://evil.example"
ALLOWED = "Access-Control-Allow-Origin"


@pytest.fixture
def app(cast: Cast, shop: Shop, party: RelyingParty) -> Shop:
    """The shop as an app that runs in browsers, and keeps no secret."""
    with site_scope(cast.kissa.id):
        RelyingParty.objects.filter(id=party.id).update(is_public=True)
    return shop


def asked(shop: Shop, origin: str) -> list[Any]:
    """Code to tokens, who it is, and giving the token back, by a script of this origin."""

    def post(path: str, **form: str) -> Any:
        body, kind = urlencode({"client_id": shop.client_id, **form}), "application/x-www-form-urlencoded"
        return shop.machine.post(f"/signin/openid/{path}", body, content_type=kind, headers={"Origin": origin})

    form = {"grant_type": "authorization_code", "code": shop.sign_in()["code"], "redirect_uri": CALLBACK}
    token = post("token", **form, code_verifier=VERIFIER)
    secret = token.json()["access_token"] if token.status_code == 200 else "none"
    headers = {"Origin": origin, "Authorization": f"Bearer {secret}"}
    who = shop.machine.get("/signin/openid/userinfo", headers=headers)
    back = post("revoke", token=secret)
    return [token, who, back]


def test_only_scripts_of_a_public_website_read_what_they_are_told(app: Shop) -> None:
    told = asked(app, HERE)
    assert [(one.status_code, one.headers[ALLOWED]) for one in told] == [(200, HERE)] * 3
    assert all("Access-Control-Allow-Credentials" not in one.headers for one in told)
    assert all("Origin" in one.headers["Vary"] for one in told)
    assert [ALLOWED in one.headers for one in asked(app, ELSEWHERE)] == [False] * 3


def test_what_the_secret_of_a_website_opens_no_script_reads(shop: Shop) -> None:
    code = shop.sign_in()["code"]
    shop.machine.defaults["HTTP_ORIGIN"] = HERE
    token = shop.exchange(code)
    assert token.status_code == 200
    assert ALLOWED not in token.headers
    assert ALLOWED not in shop.who(token.json()["access_token"]).headers


def test_no_script_reads_the_page_where_people_sign_in(app: Shop) -> None:
    answer = app.person.get(app.request(), headers={"Origin": HERE})
    assert ALLOWED not in answer.headers
    ahead = {"Origin": HERE, "Access-Control-Request-Method": "POST"}
    assert ALLOWED not in app.person.options("/signin/openid/authorize", headers=ahead).headers


def test_browsers_that_ask_first_are_told_what_may_be_sent(app: Shop) -> None:
    ahead = {"Origin": HERE, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
    for path in ("token", "userinfo", "revoke"):
        answer = app.machine.options(f"/signin/openid/{path}", headers=ahead)
        assert (answer.status_code, answer.content) == (204, b"")
        assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
    wrong = app.machine.get("/signin/openid/userinfo", headers={"Origin": HERE, "Authorization": "Bearer x"})
    assert (wrong.status_code, wrong.headers[ALLOWED]) == (401, "*"), "a script sees that its token is over"


def test_origins_are_written_as_browsers_write_them() -> None:
    given = ["https://Shop.example:443/a?b", "http://localhost:3000/", "http://127.0.0.1:80/x", "http://[::1]:8/"]
    assert origins_of(given) == {
        "https://shop.example",
        "http://localhost:3000",
        "http://127.0.0.1",
        "http://[::1]:8",
    }
