"""Every address of the API × whoever asks × every site × every field of what is said: read off the table of addresses.

A new address is asked by itself. Nobody without the right key of this very site learns anything, and the right key nothing of
another site, nor of whoever did not agree.
"""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from coorum.accounts.actions import revoke_role
from coorum.accounts.models import StaffRole
from coorum.accounts.queries import viewer_on_site
from coorum.accounts.roles import Role
from coorum.api.description import described
from coorum.base import clock
from coorum.base.scope import site_scope
from coorum.integrations import actions
from coorum.integrations.kinds import Scope
from coorum.integrations.models import ApiKey
from coorum.integrations.queries import all_keys
from coorum.sites.models import Ending
from tests.cast import Cast
from tests.doors.api.house import Furnished

SCHEME = settings.COORUM_SCHEME
SPEC: dict[str, Any] = described("https://kissa.test")
#: A body that each write accepts; a new one without a row here fails.
BODIES: dict[str, dict[str, Any]] = {
    "openBoard": {"name": "新しい板", "slug": "new-board"},
    "changeBoard": {"name": "別の名"},
    "writePost": {"board_id": "board", "title": "題", "body": "本文"},
    "changePost": {"title": "別の題"},
    "postComment": {"body": "返事"},
    "changeComment": {"body": "別の返事"},
    "chooseAnswer": {"comment_id": "comment"},
    "invite": {"email": "somebody@new.example"},
    "declareInvitationList": {
        "source": "event",
        "ground": "agreed",
        "told": "催しにお越しの方です。",
        "addresses": ["guest@new.example"],
    },
}


def routes() -> list[tuple[str, str, dict[str, Any], str]]:
    """Method, path, description and scope of every route that asks for a key."""
    return [
        (method.upper(), path, route, scope)
        for path, methods in SPEC["paths"].items()
        for method, route in methods.items()
        for scope in [next((one["oauth2"][0] for one in route["security"] if "oauth2" in one), "")]
        if scope
    ]


def ask(house: Furnished, secret: str, method: str, path: str, route: dict[str, Any], ids: dict[str, Any]) -> Any:
    """The route of `house`'s host with ids of `ids`'s site."""
    for name in ("board", "post", "comment", "member", "invitation", "list"):
        path = path.replace(f"{{{name}_id}}", str(ids[name]))
    assert "{" not in path
    body = BODIES[route["operationId"]] if "requestBody" in route else None
    for name in ("board", "comment"):
        if body and f"{name}_id" in body:
            body = {**body, f"{name}_id": str(ids[name])}
    return house.system(secret).ask(method, path, body, If_Match="*")


def strangers(kissa: Furnished, kiri: Furnished) -> dict[str, tuple[str, set[int]]]:
    """Whoever should learn nothing at Kissa, and how each of them is answered."""
    staff = viewer_on_site
    found = {"no key": "", "another site's key": kiri.secret, "a key's id": str(kissa.key()[0].id)}
    revoked, expired, rolled = (kissa.key() for _time in range(3))
    with site_scope(kissa.site.id):
        actions.revoke_key(staff(kissa.owner), revoked[0])
        actions.roll_over(staff(kissa.owner), rolled[0], at_once=True)
        ApiKey.objects.filter(id=expired[0].id).update(expires_at=clock.now() - timedelta(microseconds=1))
    found |= {"revoked": revoked[1], "expired": expired[1], "rolled over": rolled[1]}
    return {name: (secret, {401}) for name, secret in found.items()}


def test_nobody_but_the_right_key_learns_anything(houses: tuple[Furnished, Furnished], monkeypatch: Any) -> None:
    kissa, kiri = houses
    for name in ("WRONG", "WITHOUT_KEY"):
        monkeypatch.setattr(f"coorum.api.middleware.{name}", 10_000)
    key, narrow = kissa.key()
    asking, cells, told = strangers(kissa, kiri) | {"another scope": (narrow, {403})}, 0, []
    for method, path, route, scope in routes():
        with site_scope(kissa.site.id):
            ApiKey.objects.filter(id=key.id).update(scopes=[one for one in Scope.values if one != scope])
        for who, (secret, codes) in asking.items():
            answer = ask(kissa, secret, method, path, route, kissa.ids)
            text, cells = answer.content.decode(), cells + 1
            if answer.status_code not in codes or any(word in text for word in kissa.words | kiri.words):
                told.append((method, path, who, answer.status_code))
    assert told == []
    assert cells == 7 * len(routes()) >= 7 * 22


def test_the_right_key_learns_nothing_of_another_site(houses: tuple[Furnished, Furnished]) -> None:
    kissa, kiri = houses
    leaks, wrong = [], []
    for method, path, route, _scope in routes():
        answer = ask(kissa, kissa.secret, method, path, route, kiri.ids)
        if any(word in answer.content.decode() for word in kiri.words):
            leaks.append((method, path))
        if "{" in path and answer.status_code != 404:
            wrong.append((method, path, answer.status_code))
    assert (leaks, wrong) == ([], [])


def test_the_right_key_is_told_what_is_described_and_no_more(houses: tuple[Furnished, Furnished]) -> None:
    """Fields, each against its schema; and who did not agree is in none of them, by no id and no name."""
    kissa, _kiri = houses
    silent = {str(kissa.ids["silent"]), "Taro", '"taro"', "taro@people.example"}
    found, odd = set(), []
    order = ("POST", "PUT", "GET", "PATCH", "DELETE")
    for method, path, route, _scope in sorted(routes(), key=lambda one: order.index(one[0])):
        answer = ask(kissa, kissa.secret, method, path, route, kissa.ids)
        text = answer.content.decode()
        if any(mark in text for mark in silent):
            odd.append((method, path, "says who did not agree"))
        if answer.status_code in (200, 201):
            found.add(route["operationId"])
            schema = route["responses"][str(answer.status_code)]["content"]["application/json"]["schema"]
            odd += [(method, path, field) for field in fields_unlike(answer.json(), schema, "")]
    assert odd == []
    assert {one[2]["operationId"] for one in routes() if one[0] == "GET"} <= found


def fields_unlike(value: Any, schema: dict[str, Any], at: str) -> list[str]:
    """Fields that are there and not described, or described and not there."""
    if "$ref" in schema:
        schema = SPEC["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    for one in schema.get("anyOf", []):
        if "$ref" in one and value is not None:
            return fields_unlike(value, one, at)
    if isinstance(value, list):
        return [field for one in value for field in fields_unlike(one, schema["items"], at)]
    if not isinstance(value, dict):
        return []
    described_ = schema.get("properties", {})
    odd = [f"{at}.{name}" for name in set(value) ^ set(described_)]
    return odd + [
        field for name, one in value.items() for field in fields_unlike(one, described_.get(name, {}), f"{at}.{name}")
    ]


def test_a_key_dies_with_the_role_of_who_answers_for_it(cast: Cast, kissa: Furnished) -> None:
    with site_scope(kissa.site.id):
        StaffRole.new(person=cast.mika, role=Role.OWNER, granted_at=clock.now()).save()
        revoke_role(viewer_on_site(cast.mika), person=cast.owen)
    assert kissa.system().get("/boards").status_code == 401
    with site_scope(kissa.site.id):
        [key] = all_keys()
        assert key.is_orphan
        secret = actions.roll_over(viewer_on_site(cast.mika), key)
    assert kissa.system(secret).get("/boards").status_code == 200
    assert (
        kissa.system().get("/boards").status_code == 200
    )  # the one of before works for a day, for whoever answers now


def test_the_description_is_that_of_this_host(kissa: Furnished, kiri: Furnished) -> None:
    for house in (kissa, kiri):
        told = json.loads(house.system("").get("/openapi.json").content)
        assert (told["openapi"], told["servers"]) == ("3.1.0", [{"url": f"{SCHEME}://{house.site.slug}.test"}])


def test_an_ended_contract_ends_every_key(kissa: Furnished) -> None:
    Ending.objects.create(community=kissa.site, ends_at=clock.now())
    assert kissa.system().get("/boards").status_code == 401


@pytest.mark.parametrize("scope", Scope.values)
def test_every_scope_opens_some_route(scope: str) -> None:
    assert scope in {one[3] for one in routes()}
