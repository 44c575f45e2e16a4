"""Each kind of code that this door sends: good once, for ten minutes, for three guesses, however many are sent at once.

Elsewhere stand hand-offs (tests/accounts/test_hand_off.py: once, a minute, in one browser), invitations (test_invitations.py:
192 random bits, once, 14 days) and codes of people without an account (tests/doors/portal/test_privacy_guests.py).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from coorum.accounts import queries as people
from coorum.accounts.models import Person, Session
from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import NEW, code_sent, form, page, way_to


@dataclass(frozen=True)
class Kind:
    """How a code is asked for, where it is entered, in which letter it comes, and whether it has opened what it opens."""

    ask: Callable[[Client, Cast], None]
    page: str
    letter: str
    is_open: Callable[[Client, Cast], bool]

    def enter(self, browser: Client, code: str) -> Any:
        return browser.post(self.page, {"action": "verify", "code": code})


def _change_address(browser: Client, cast: Cast) -> None:
    browser.post("/signin/login/", {"login": cast.hana.email, "password": PASSWORD})
    browser.post("/signin/again/?next=/signin/address/", {"password": PASSWORD})
    browser.post("/signin/address/", {"email": NEW})


KINDS = {
    "registering": Kind(
        lambda browser, cast: browser.post(page("signup", cast.kissa), form(cast.kissa)),
        "/signin/verify/",
        "verify_address",
        lambda _browser, _cast: people.is_registered(NEW),
    ),
    "recovering": Kind(
        lambda browser, cast: browser.post("/signin/recover/", {"email": cast.hana.email, "next": way_to(cast.kissa)}),
        "/signin/recover/code/",
        "recover",
        lambda browser, _cast: browser.get("/signin/recover/password/").status_code == 200,
    ),
    "another address": Kind(
        _change_address,
        "/signin/verify/",
        "verify_address",
        lambda _browser, cast: Person.objects.get(id=cast.hana.id).email == NEW,
    ),
}


@pytest.fixture(params=list(KINDS))
def kind(request: Any) -> Kind:
    return KINDS[request.param]


@pytest.fixture
def browser(visit: Any, cast: Cast, kind: Kind) -> Client:
    """A browser that waits for the code."""
    here: Client = visit(None)
    kind.ask(here, cast)
    return here


def test_the_right_code_opens_and_only_once(cast: Cast, visit: Any, kind: Kind, browser: Client) -> None:
    code = code_sent(kind.letter)
    kind.enter(browser, code)
    assert kind.is_open(browser, cast)
    other = visit(None)
    kind.enter(other, code)
    assert "session" not in other.cookies or not Session.objects.filter(
        session_key=other.cookies["session"].value
    ).exclude(person=None)


def test_after_three_wrong_ones_the_right_one_is_worth_nothing(cast: Cast, kind: Kind, browser: Client) -> None:
    code = code_sent(kind.letter)
    for _guess in range(3):
        kind.enter(browser, "0000-0000")
    kind.enter(browser, code)
    assert not kind.is_open(browser, cast)


def test_it_is_good_for_ten_minutes(cast: Cast, kind: Kind, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    code, later = code_sent(kind.letter), time.time() + 601
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", lambda: later)
    kind.enter(browser, code)
    assert not kind.is_open(browser, cast)


def test_guesses_with_the_session_as_it_was_are_counted_as_well(cast: Cast, kind: Kind, browser: Client) -> None:
    """What is counted does not lie in the session, so guesses sent at once are not each the first."""
    code, session = code_sent(kind.letter), Session.objects.get(session_key=browser.cookies["session"].value)
    for _guess in range(3):
        kind.enter(browser, "0000-0000")
        Session.objects.filter(session_key=session.session_key).delete()
        session.save(force_insert=True)
        browser.cookies["session"] = session.session_key
    kind.enter(browser, code)
    assert not kind.is_open(browser, cast)
