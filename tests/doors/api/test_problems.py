"""Whatever goes wrong under /api/ is a problem (RFC 9457); and what is no credential there."""

import json
from typing import Any

import pytest

from coorum.api import middleware
from tests.cast import Cast
from tests.doors.api.house import Furnished, System


def ensure_problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    facts: dict[str, Any] = json.loads(answer.content)
    assert facts["status"] == status
    assert {"type", "title", "code"} <= set(facts)
    assert {"RateLimit", "RateLimit-Policy"} <= set(answer.headers)
    assert not answer.cookies
    return facts


def test_every_accident_is_a_problem(kissa: Furnished, monkeypatch: pytest.MonkeyPatch) -> None:
    system, board = kissa.system(), {"name": "x", "slug": "x"}
    ensure_problem(system.get("/api/"), 404)
    ensure_problem(system.get("/nothing"), 404)
    ensure_problem(system.get("/boards/not-an-id"), 404)
    wrong = system.ask("PUT", "/boards", board)
    assert ensure_problem(wrong, 405) | {"allow": wrong.headers["Allow"]}
    ensure_problem(system.ask("OPTIONS", "/boards"), 405)
    ensure_problem(System("nobody.test", "").get("/boards"), 404)
    ensure_problem(System("provider.test", kissa.secret).get("/boards"), 404)
    post = system.client.post
    headers = {"Authorization": f"Bearer {kissa.secret}"}
    ensure_problem(post("/api/v1/boards", "x=1", "application/x-www-form-urlencoded", headers=headers), 415)
    ensure_problem(post("/api/v1/boards", "{", "application/json", headers=headers), 400)
    ensure_problem(post("/api/v1/boards", "x" * (middleware.LARGEST + 1), "application/json", headers=headers), 413)
    monkeypatch.setattr("coorum.community.queries.board_rows", lambda *_given, **_more: 1 / 0)
    ensure_problem(system.get("/boards"), 500)
    monkeypatch.setattr("coorum.api.middleware.spend_from_share", lambda _budget: 1 / 0)
    assert json.loads(system.get("/boards").content)["status"] == 500


def test_too_many_are_told_to_wait(kissa: Furnished, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "WITH_KEY", 3)
    answers = [kissa.system().get("/boards") for _time in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"key";q=3;w=60'
    assert answers[0].headers["RateLimit"] == '"key";r=2;t=20'
    ensure_problem(answers[3], 429)
    assert 1 <= int(answers[3].headers["Retry-After"]) <= 20
    assert kissa.system(kissa.key()[1]).get("/boards").status_code == 200


def test_wrong_credentials_are_counted_by_their_network(kissa: Furnished, monkeypatch: pytest.MonkeyPatch) -> None:
    from coorum.integrations import keys

    monkeypatch.setattr(middleware, "WRONG", 2)
    codes = [kissa.system(keys.draw(keys.KEY)).get("/boards").status_code for _time in range(4)]
    assert codes == [401, 401, 401, 429]
    assert kissa.system().get("/boards").status_code == 200  # a neighbour's tries shut nobody out


def test_a_session_is_no_credential(cast: Cast, kissa: Furnished, visit: Any) -> None:
    owen = visit(cast.kissa, as_=cast.owen)
    for path in ("/boards", "/members", "/changes"):
        told = ensure_problem(owen.get(f"/api/v1{path}"), 401)
        assert told["code"] == "credential"
    assert owen.get("/api/v1/boards").headers["WWW-Authenticate"].startswith("Bearer")


def test_pages_of_other_origins_read_nothing(kissa: Furnished) -> None:
    answer = kissa.system().get("/boards", Origin="https://shop.example")
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert "Authorization" in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "private, no-cache"
