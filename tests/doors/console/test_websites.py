"""Owners let websites of the operator sign members in."""

import re
from typing import Any

import pytest

from coorum.accounts.models import StaffRole
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.ledger.models import Entry
from coorum.base.scope import site_scope
from coorum.openid import queries
from coorum.openid.models import RelyingParty
from tests.cast import Cast

GIVEN = {
    "name": "こもれび商店",
    "website": "https://shop.example/",
    "redirect_uris": "https://shop.example/callback\nhttps://shop.example/other",
    "after_logout_uris": "",
    "backchannel_uri": "",
    "items": ["display_name", "email"],
}


@pytest.fixture
def owen(cast: Cast, visit: Any) -> Any:
    return visit(cast.kissa, as_=cast.owen)


def party(cast: Cast) -> RelyingParty:
    with site_scope(cast.kissa.id):
        return RelyingParty.objects.get()


def add(owen: Any, **changed: Any) -> Any:
    return owen.post("/console/websites/new/", GIVEN | changed)


def test_an_owner_adds_a_website_and_gets_a_secret_once(cast: Cast, owen: Any) -> None:
    way = add(owen).headers["Location"]
    secret = re.search(r'tabindex="0">([^<]{60,})</pre>', owen.post(f"{way}secrets/").content.decode())
    assert secret
    page = owen.get(way).content.decode()
    assert party(cast).client_id in page
    assert secret[1] not in page
    with site_scope(cast.kissa.id):
        assert queries.is_secret_of(party(cast), secret[1])
        assert {"openid.party.registered", "openid.secret.made"} <= set(Entry.objects.values_list("kind", flat=True))


def test_two_secrets_at_most_and_each_can_be_withdrawn(cast: Cast, owen: Any) -> None:
    way = add(owen).headers["Location"]
    for _time in range(3):
        owen.post(f"{way}secrets/")
    with site_scope(cast.kissa.id):
        kept = list(party(cast).secrets.all())
    assert len(kept) == 2
    owen.post(f"{way}secrets/{kept[0].id}/withdrawal/")
    with site_scope(cast.kissa.id):
        assert list(party(cast).secrets.all()) == [kept[1]]


@pytest.mark.parametrize(
    "address",
    [
        "http://shop.example/callback",
        "https://*.shop.example/callback",
        "https://shop.example/callback#part",
        "https://user:secret@shop.example/",
        "javascript:alert(1)",
        "//shop.example/callback",
        "https://例え.テスト/",
        "https://shop.example:port/",
        "",
    ],
)
def test_an_address_that_cannot_be_compared_is_refused_and_nothing_is_lost(cast: Cast, owen: Any, address: str) -> None:
    page = add(owen, redirect_uris=address)
    assert page.status_code == 200
    assert "こもれび商店" in page.content.decode()
    with site_scope(cast.kissa.id):
        assert not RelyingParty.objects.exists()


def test_what_a_website_may_not_ask_for_it_is_not_told(cast: Cast, owen: Any) -> None:
    assert add(owen, items=["password"]).status_code == 200
    with site_scope(cast.kissa.id):
        assert not RelyingParty.objects.exists()


def test_a_name_is_taken_once(owen: Any) -> None:
    add(owen)
    assert "同じ名前のサイトがすでにあります" in add(owen).content.decode()


def test_a_website_is_changed_switched_off_allowed_again_and_removed(cast: Cast, owen: Any) -> None:
    way = add(owen).headers["Location"]
    owen.post(way, GIVEN | {"name": "こもれび通販"})
    assert party(cast).name == "こもれび通販"
    owen.post(f"{way}halt/", {"reason": "疑いがあるため"})
    assert "停止中" in owen.get("/console/websites/").content.decode()
    owen.post(f"{way}halt/", {"resume": "1"})
    assert "停止中" not in owen.get("/console/websites/").content.decode()
    owen.post(f"{way}removal/")
    assert "ログインに使うサイトは、まだありません" in owen.get("/console/websites/").content.decode()


def test_managers_and_other_sites_do_not_get_there(cast: Cast, owen: Any, visit: Any) -> None:
    way = add(owen).headers["Location"]
    with site_scope(cast.kissa.id):
        StaffRole.new(person=cast.taro, role=Role.MANAGER, granted_at=clock.now()).save()
    with site_scope(cast.kiri.id):
        StaffRole.new(person=cast.mika, role=Role.OWNER, granted_at=clock.now()).save()
    for client in (visit(cast.kissa, as_=cast.taro), visit(cast.kiri, as_=cast.mika)):
        for path in ("", "secrets/", "halt/", "removal/"):
            assert client.post(f"{way}{path}").status_code == 404
