"""Whoever signs out with us is signed out at the websites, too."""

from typing import Any

import pytest
from django.test import Client

from coorum.accounts.queries import viewer_on_site
from coorum.base.scope import site_scope
from coorum.openid import actions
from coorum.openid.actions.telling import NotTakenError
from coorum.openid.kinds import LOGOUT_TOKEN_LIFE
from coorum.openid.models import RelyingParty, Visit
from tests.cast import Cast
from tests.doors.signin.websites.hearing import heard, run_tasks
from tests.doors.signin.websites.shop import Shop


def test_signing_out_in_the_browser_ends_the_sessions_begun_there(shop: Shop, monkeypatch: Any) -> None:
    told = heard(shop, monkeypatch)
    tokens = shop.tokens()
    shop.person.post("/signin/logout/")
    run_tasks()
    assert [one["sub"] for one in told] == [shop.read(tokens["id_token"])["sub"]]
    assert told[0]["exp"] - told[0]["iat"] == LOGOUT_TOKEN_LIFE.total_seconds()
    assert shop.who(tokens["access_token"]).status_code == 401


def test_signing_out_in_another_browser_leaves_them(cast: Cast, shop: Shop, visit: Any, monkeypatch: Any) -> None:
    told = heard(shop, monkeypatch)
    tokens = shop.tokens()
    visit(None, as_=cast.mika).post("/signin/logout/")
    run_tasks()
    assert told == []
    assert shop.who(tokens["access_token"]).status_code == 200


def test_signing_out_everywhere_ends_them_all(cast: Cast, shop: Shop, visit: Any, monkeypatch: Any) -> None:
    told = heard(shop, monkeypatch)
    tokens = shop.tokens()
    visit(cast.kissa, as_=cast.mika).post("/signin/everywhere/")
    run_tasks()
    assert len(told) == 1
    assert shop.who(tokens["access_token"]).status_code == 401


def test_a_website_that_does_not_take_it_is_told_again_later(shop: Shop, monkeypatch: Any) -> None:
    heard(shop, monkeypatch, status=500)
    shop.tokens()
    shop.person.post("/signin/logout/")
    with pytest.raises(NotTakenError):
        run_tasks()


def test_one_that_is_switched_off_signs_nobody_in_and_opens_nothing(
    cast: Cast, shop: Shop, party: RelyingParty, monkeypatch: Any
) -> None:
    told = heard(shop, monkeypatch)
    tokens = shop.tokens(scope="openid offline_access")
    with site_scope(cast.kissa.id):
        owen = viewer_on_site(cast.owen)
        actions.halt_party(owen.party, party, halted_by=owen.person.id, reason="疑いがあるため")
    run_tasks()
    assert len(told) == 1
    assert shop.send().status_code == 400
    assert shop.who(tokens["access_token"]).status_code == 401
    assert shop.refresh(tokens["refresh_token"]).json()["error"] == "invalid_client"
    with site_scope(cast.kissa.id):
        actions.resume_party(owen.party, party)
    assert shop.who(tokens["access_token"]).status_code == 401
    assert shop.sign_in()["code"]


def test_a_link_that_the_member_ends_is_ended_there(cast: Cast, shop: Shop, monkeypatch: Any) -> None:
    told = heard(shop, monkeypatch)
    tokens = shop.tokens("email")
    with site_scope(cast.kissa.id):
        link = Visit.objects.get().link
        actions.end_link(link, actor=viewer_on_site(cast.mika).party, reason="the member's wish")
    run_tasks()
    assert len(told) == 1
    assert shop.who(tokens["access_token"]).status_code == 401
    page: Client = shop.person
    assert "checked" not in page.get(shop.send().headers["Location"]).content.decode()
    assert shop.read(shop.tokens()["id_token"])["sub"] == shop.read(tokens["id_token"])["sub"]
