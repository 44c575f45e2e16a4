"""Every step on the way in belongs to the epoch in which it was taken; a session knows how it began."""

from typing import Any

import pytest
from django.test import Client

from coorum.accounts import actions
from coorum.accounts.models import Person, Session
from coorum.base.scope import provider_scope
from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import NEW, NEW_PASSWORD, code_sent, form, page
from tests.doors.signin.test_hand_off import arrival, depart


@pytest.fixture
def browser(visit: Any) -> Client:
    return visit(None)


def move_on(email: str) -> None:
    with provider_scope():
        actions.move_on(Person.objects.get(email=email))


def sign_in(browser: Client, email: str, password: str = PASSWORD) -> Any:
    return browser.post("/signin/login/", {"login": email, "password": password})


def test_a_session_of_an_earlier_epoch_is_none_even_where_its_row_came_back(cast: Cast, browser: Client) -> None:
    sign_in(browser, cast.hana.email)
    row = Session.objects.get()
    move_on(cast.hana.email)
    row.save(force_insert=True)
    assert browser.get("/signin/account/").status_code == 302


def test_a_code_sent_in_an_earlier_epoch_opens_nothing(cast: Cast, browser: Client) -> None:
    browser.post(page("signup", cast.kissa), form(cast.kissa))
    sign_in(browser, NEW, NEW_PASSWORD)
    move_on(NEW)
    answer = browser.post("/signin/verify/", {"action": "verify", "code": code_sent()})
    assert answer.status_code == 200
    assert "_auth_user_id" not in browser.session


def test_a_password_entered_in_an_earlier_epoch_opens_nothing(cast: Cast, browser: Client, monkeypatch: Any) -> None:
    """The epoch ends between the first step and the opening of the session."""

    def at_the_last_moment(_adapter: Any, request: Any, user: Any, **_kwargs: Any) -> None:
        actions.move_on(user)

    monkeypatch.setattr("allauth.account.adapter.DefaultAccountAdapter.pre_login", at_the_last_moment)
    assert sign_in(browser, cast.hana.email).url.startswith("/signin/login/")
    assert "_auth_user_id" not in browser.session


def test_the_session_says_how_it_began_on_every_host(cast: Cast, visit: Any, browser: Client) -> None:
    sign_in(browser, cast.hana.email)
    assert browser.session["_methods"] == ["password"]
    here = visit(cast.kissa)
    here.get(arrival(browser, depart(here)))
    assert here.session["_methods"] == ["password"]


def test_registering_and_recovering_begin_with_a_code(cast: Cast, visit: Any, browser: Client) -> None:
    browser.post(page("signup", cast.kissa), form(cast.kissa))
    browser.post("/signin/verify/", {"action": "verify", "code": code_sent()})
    assert browser.session["_methods"] == ["code"]
    other = visit(None)
    other.post("/signin/recover/", {"email": cast.hana.email})
    other.post("/signin/recover/code/", {"code": code_sent("recover")})
    other.post("/signin/recover/password/", {"password": NEW_PASSWORD})
    assert other.session["_methods"] == ["code"]
    assert other.get("/signin/account/").status_code == 200
