"""A key exchanged for an access token, as libraries of others do it (RFC 6749, 4.4)."""

from base64 import b64encode
from typing import Any
from urllib.parse import urlencode

import pytest

from coorum.accounts.queries import viewer_on_site
from coorum.base.scope import site_scope
from coorum.integrations import actions
from coorum.integrations.kinds import Scope
from tests.doors.api.house import V1, Furnished

FORM = "application/x-www-form-urlencoded"


def exchange(house: Furnished, id_: str, secret: str, *, basic: bool = True, **fields: str) -> Any:
    given = {"grant_type": "client_credentials", **fields}
    headers = {}
    if basic:
        headers["Authorization"] = "Basic " + b64encode(f"{id_}:{secret}".encode()).decode()
    else:
        given |= {"client_id": id_, "client_secret": secret}
    return house.system("").client.post(f"{V1}/token", urlencode(given), FORM, headers=headers)


@pytest.mark.parametrize("basic", [True, False])
def test_a_token_opens_what_was_asked_for(kissa: Furnished, kiri: Furnished, *, basic: bool) -> None:
    key, secret = kissa.key(Scope.BOARDS_READ, Scope.POSTS_READ)
    answer = exchange(kissa, str(key.id), secret, basic=basic, scope="boards:read")
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["token_type"], told["expires_in"], told["scope"]) == ("Bearer", 3600, "boards:read")
    assert answer.headers["Cache-Control"] == "no-store"
    system = kissa.system(told["access_token"])
    assert [system.get(path).status_code for path in ("/boards", "/posts")] == [200, 403]
    assert kiri.system(told["access_token"]).get("/boards").status_code == 401
    with site_scope(kissa.site.id):
        actions.revoke_key(viewer_on_site(kissa.owner), key)
    assert system.get("/boards").status_code == 401


def test_what_is_wrong_is_said_as_oauth_says_it(kissa: Furnished, kiri: Furnished) -> None:
    key, secret = kissa.key(Scope.BOARDS_READ)
    id_ = str(key.id)
    asked = {
        "invalid_scope": exchange(kissa, id_, secret, scope="members:read"),
        "unsupported_grant_type": exchange(kissa, id_, secret, grant_type="password"),
        "invalid_request": exchange(kissa, id_, secret, client_secret=secret),
    }
    assert {error: (one.status_code, one.json()["error"]) for error, one in asked.items()} == {
        error: (400, error) for error in asked
    }
    strangers = [
        exchange(kissa, id_, secret[:-1]),
        exchange(kissa, str(kissa.ids["post"]), secret),
        exchange(kiri, id_, secret),
        exchange(kissa, id_, exchange(kissa, id_, secret).json()["access_token"]),
        exchange(kissa, "", ""),
    ]
    assert {(one.status_code, one.json()["error"]) for one in strangers} == {(401, "invalid_client")}
    assert strangers[0].headers["WWW-Authenticate"].startswith("Basic")


def test_a_foreign_library_gets_a_token(kissa: Furnished) -> None:
    from authlib.integrations.requests_client import OAuth2Session
    from requests.adapters import BaseAdapter
    from requests.models import Response

    class Door(BaseAdapter):
        """Hands what the library sends to the test client."""

        def send(self, request: Any, **_more: Any) -> Response:
            told = kissa.system("").client.generic(
                request.method,
                request.path_url,
                request.body or "",
                request.headers.get("Content-Type", ""),
                headers={name: value for name, value in request.headers.items() if name != "Content-Length"},
            )
            answer = Response()
            answer.status_code, answer._content = told.status_code, told.content
            answer.headers.update(told.headers)
            answer.request, answer.url = request, request.url
            return answer

        def close(self) -> None:
            """There is nothing open."""

    key, secret = kissa.key(Scope.BOARDS_READ)
    with OAuth2Session(str(key.id), secret, scope="boards:read") as session:
        session.mount("https://", Door())
        session.fetch_token("https://kissa.test/api/v1/token", grant_type="client_credentials")
        assert session.get("https://kissa.test/api/v1/boards").json()["items"][0]["slug"] == "kissa-talk"
