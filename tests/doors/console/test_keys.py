"""Owners let systems of the operator in, change their secrets, and shut them out."""

import re
from typing import Any

import pytest

from coorum.accounts.models import StaffRole
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.ledger.models import Entry
from coorum.base.scope import site_scope
from coorum.integrations import keys
from coorum.integrations.models import ApiKey, KeySecret
from tests.cast import Cast
from tests.doors.api.house import System

GIVEN = {"name": "在庫システム", "scopes": ["boards:read", "posts:read"], "life": "90"}


@pytest.fixture
def owen(cast: Cast, visit: Any) -> Any:
    return visit(cast.kissa, as_=cast.owen)


def secret_on(page: Any) -> str:
    [found] = keys.PATTERN.findall(page.content.decode())
    return str(found)


def works(secret: str) -> bool:
    return bool(System("kissa.test", secret).get("/boards").status_code == 200)


def test_a_key_is_shown_once_and_kept_as_a_hash(cast: Cast, owen: Any) -> None:
    assert "まだどのシステムにもキーがありません" in owen.get("/console/keys/").content.decode()
    made = owen.post("/console/keys/new/", GIVEN)
    secret = secret_on(made)
    assert made.headers["Cache-Control"] == "no-store"
    assert works(secret)
    with site_scope(cast.kissa.id):
        key, row = ApiKey.objects.get(), KeySecret.objects.get()
        assert secret not in str([*key.__dict__.values(), *row.__dict__.values()])
        assert [one.kind for one in Entry.objects.filter(kind__startswith="integrations.")] == ["integrations.key.made"]
    assert keys.PATTERN.search(owen.get(f"/console/keys/{key.id}/").content.decode()) is None
    listed = owen.get("/console/keys/").content.decode()
    assert "在庫システム" in listed
    assert re.search("最終利用", listed)


def test_a_key_is_rolled_over_and_revoked(cast: Cast, owen: Any) -> None:
    first = secret_on(owen.post("/console/keys/new/", GIVEN))
    with site_scope(cast.kissa.id):
        here = f"/console/keys/{ApiKey.objects.get().id}/"
    second = secret_on(owen.post(f"{here}secret/", {"life": "365"}))
    assert [works(one) for one in (first, second)] == [True, True]
    third = secret_on(owen.post(f"{here}secret/", {"life": "30", "at_once": "on"}))
    assert [works(one) for one in (first, second, third)] == [False, False, True]
    assert owen.post(here, {"name": "棚卸し", "scopes": ["posts:read"]}).status_code == 302
    assert System("kissa.test", third).get("/boards").status_code == 403
    assert owen.post(f"{here}removal/").status_code == 302
    assert not works(third)


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"name": ""}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"life": "9999"}, "life"),
    ],
)
def test_what_is_no_key_is_said(owen: Any, changed: dict[str, Any], what: str) -> None:
    page = owen.post("/console/keys/new/", GIVEN | changed).content.decode()
    assert f"id_{what}_error" in page
    assert keys.PATTERN.search(page) is None


def test_keys_are_the_owners_business(cast: Cast, visit: Any) -> None:
    with site_scope(cast.kissa.id):
        StaffRole.new(person=cast.taro, role=Role.MANAGER, granted_at=clock.now()).save()
    taro = visit(cast.kissa, as_=cast.taro)
    assert [taro.get(path).status_code for path in ("/console/keys/", "/console/keys/new/")] == [404, 404]
    assert "/console/keys/" not in taro.get("/console/").content.decode()
