"""At the door: a factor said to be lost, and taken back by signing in with it; a change of address taken back by its link."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope
from coorum.factors import actions, queries
from coorum.factors.models import Loss
from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import NEW, code_sent
from tests.factors.test_factors import code_of, with_app

LOST = "/signin/factor/lost/"


@pytest.fixture
def secret(cast: Cast) -> str:
    with provider_scope():
        return with_app(cast.hana)


@pytest.fixture
def on_the_way(cast: Cast, secret: str, visit: Any) -> Client:
    """Somebody who gave Hana's password."""
    browser: Client = visit(None)
    browser.post("/signin/login/", {"login": cast.hana.email, "password": PASSWORD})
    return browser


def test_it_is_said_with_a_code_and_nobody_is_let_in_by_it(on_the_way: Client) -> None:
    assert "なくして" in on_the_way.get("/signin/factor/").content.decode()
    assert on_the_way.get(LOST).status_code == 200
    assert on_the_way.post(LOST).url.startswith("/signin/factor/lost/code/")
    said = on_the_way.post("/signin/factor/lost/code/", {"code": code_sent("factor_lost_code")})
    assert "3日間" in said.content.decode()
    assert Loss.objects.count() == 1
    assert "_auth_user_id" not in on_the_way.session
    assert on_the_way.get("/signin/account/").status_code == 302


def test_a_wrong_code_begins_nothing(on_the_way: Client) -> None:
    on_the_way.post(LOST)
    assert on_the_way.post("/signin/factor/lost/code/", {"code": "0000-000x"}).status_code == 200
    assert not Loss.objects.exists()


def test_signing_in_with_the_factor_takes_it_back(cast: Cast, secret: str, on_the_way: Client) -> None:
    with provider_scope():
        actions.say_lost(cast.hana)
    on_the_way.post("/signin/factor/", {"code": code_of(secret)})
    assert not Loss.objects.exists()


def test_after_three_days_the_password_opens_the_account(cast: Cast, visit: Any, secret: str) -> None:
    with provider_scope():
        actions.say_lost(cast.hana)
        with clock.held_at(clock.now() + timedelta(hours=72)):
            actions.reset_factors(cast.hana.id)
        assert not queries.has_second_factor(cast.hana)
    browser = visit(None)
    browser.post("/signin/login/", {"login": cast.hana.email, "password": PASSWORD})
    assert "_auth_user_id" in browser.session


@pytest.mark.parametrize("page", [LOST, "/signin/factor/lost/code/"])
def test_without_the_first_step_nothing_is_said(cast: Cast, secret: str, visit: Any, page: str) -> None:
    assert visit(None).get(page).url.startswith("/signin/login/")
    assert visit(None).post(page, {"code": "1"}).url.startswith("/signin/login/")
    assert visit(None, as_=cast.hana).get(page).status_code == 302


def test_the_old_address_takes_the_change_back(cast: Cast, visit: Any) -> None:
    thief = visit(None)
    thief.post("/signin/login/", {"login": cast.hana.email, "password": PASSWORD})
    thief.post("/signin/address/", {"email": NEW})
    thief.post("/signin/verify/", {"action": "verify", "code": code_sent()})
    told = Letter.objects.get(kind="address_changed")
    assert told.recipient == cast.hana.email
    link = re.search(r"http://provider\.test(/signin/address/back/\?code=\S+)", told.text)
    assert link
    hers = visit(None)
    assert "取り消す" in hers.get(link[1]).content.decode()
    assert Person.objects.get(id=cast.hana.id).email == NEW
    assert hers.post(link[1]).url.startswith("/signin/recover/")
    assert Person.objects.get(id=cast.hana.id).email == cast.hana.email
    assert thief.get("/signin/account/").status_code == 302
    assert hers.get(link[1]).status_code == 404
