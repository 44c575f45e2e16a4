"""Recovering an account by a code from a letter."""

from typing import Any

import pytest
from django.test import Client

from coorum.accounts import queries as people
from coorum.accounts.models import Person, Session
from coorum.base.scope import site_scope
from tests.cast import Cast
from tests.doors.signin.steps import NEW, NEW_PASSWORD, code_sent, form, letters, page, way_to


@pytest.fixture
def browser(visit: Any) -> Client:
    return visit(None)


def ask(browser: Client, cast: Cast, address: str) -> Any:
    return browser.post(page("recover", cast.kissa), {"email": address, "next": way_to(cast.kissa)})


def test_a_code_and_a_new_password_lead_back_to_the_site(cast: Cast, visit: Any, browser: Client) -> None:
    elsewhere = visit(cast.kissa, as_=cast.hana)
    asked = ask(browser, cast, cast.hana.email)
    assert asked.url.startswith("/signin/recover/code/?next=")
    right = browser.post(asked.url, {"code": code_sent("recover")})
    assert right.url.startswith("/signin/recover/password/?next=")
    done = browser.post(right.url, {"password": NEW_PASSWORD})
    assert done.url == way_to(cast.kissa)
    assert browser.get("/signin/account/").status_code == 200
    assert elsewhere.get("/signin/logout/").status_code == 302
    assert Session.objects.get().host == "provider.test"
    assert letters() == [("recover", cast.hana.email), ("password_recovered", cast.hana.email)]


def test_the_full_width_digits_of_a_japanese_keyboard_are_digits(cast: Cast, browser: Client) -> None:
    asked = ask(browser, cast, cast.hana.email)
    typed = code_sent("recover").translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)}).replace("-", "ー")
    answer = browser.post(asked.url, {"code": typed.replace("ー", " ")})
    assert answer.url.startswith("/signin/recover/password/")


def test_three_wrong_codes_end_it(cast: Cast, browser: Client) -> None:
    asked = ask(browser, cast, cast.hana.email)
    for _try in range(2):
        assert "コードが違う" in browser.post(asked.url, {"code": "0000-0000"}).content.decode()
    assert browser.post(asked.url, {"code": "0000-0000"}).url.startswith("/signin/login/")
    assert browser.post(asked.url, {"code": code_sent("recover")}).status_code == 302
    assert browser.get("/signin/recover/password/").url.startswith("/signin/recover/")


def test_guesses_sent_at_once_are_counted_before_they_are_compared(cast: Cast, browser: Client) -> None:
    """Each comes with the session as it was before the others: what is counted does not lie in the session."""
    asked = ask(browser, cast, cast.hana.email)
    session = Session.objects.get()
    for _guess in range(3):
        browser.post(asked.url, {"code": "0000-0000"})
        Session.objects.filter(session_key=session.session_key).delete()
        session.save(force_insert=True)
        browser.cookies["session"] = session.session_key
    late = browser.post(asked.url, {"code": code_sent("recover")})
    assert late.status_code == 200
    assert "いったん止めています" in late.content.decode()


def test_a_code_runs_out(cast: Cast, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    asked = ask(browser, cast, cast.hana.email)
    later = time.time() + 601
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", lambda: later)
    answer = browser.post(asked.url, {"code": code_sent("recover")}, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/signin/recover/")
    assert "期限が切れました" in answer.content.decode()


def test_a_code_used_is_used(cast: Cast, browser: Client) -> None:
    asked = ask(browser, cast, cast.hana.email)
    code = code_sent("recover")
    right = browser.post(asked.url, {"code": code})
    browser.post(right.url, {"password": NEW_PASSWORD})
    assert browser.post(asked.url, {"code": code}).status_code == 302
    assert browser.post(right.url, {"password": "another sentence"}).status_code == 302
    assert Person.objects.get(id=cast.hana.id).check_password(NEW_PASSWORD)


def test_a_code_asked_for_before_the_password_changed_is_void(cast: Cast, visit: Any, browser: Client) -> None:
    asked = ask(browser, cast, cast.hana.email)
    hana = visit(None, as_=cast.hana)
    hana.post("/signin/password/", {"current": "correct horse battery staple", "password": NEW_PASSWORD})
    answer = browser.post(asked.url, {"code": code_sent("recover")})
    assert "もう使えません" in answer.content.decode()


def test_a_weak_new_password_is_refused(cast: Cast, browser: Client) -> None:
    asked = ask(browser, cast, cast.hana.email)
    right = browser.post(asked.url, {"code": code_sent("recover")})
    assert browser.post(right.url, {"password": "short"}).status_code == 200
    assert browser.post(right.url, {"password": "hana@people.example"}).status_code == 200


def test_the_password_page_wants_the_code_first(cast: Cast, browser: Client) -> None:
    ask(browser, cast, cast.hana.email)
    assert browser.get("/signin/recover/password/").url.startswith("/signin/recover/code/")
    answer = browser.post("/signin/recover/password/", {"password": NEW_PASSWORD})
    assert answer.url.startswith("/signin/recover/code/")
    assert not Person.objects.get(id=cast.hana.id).check_password(NEW_PASSWORD)


def test_who_registered_a_strangers_address_gains_nothing(cast: Cast, visit: Any) -> None:
    attacker, owner = visit(None), visit(None)
    taken = attacker.post(page("signup", cast.kissa), form(cast.kissa, password="the attacker's own words"))
    asked = ask(owner, cast, NEW)
    right = owner.post(asked.url, {"code": code_sent("recover")})
    assert not people.is_registered(NEW)
    owner.post(right.url, {"password": NEW_PASSWORD})
    assert people.is_registered(NEW)
    assert attacker.post(taken.url, {"code": code_sent("verify_address")}).status_code in (200, 302)
    assert attacker.get("/signin/account/").status_code == 302
    with site_scope(cast.kissa.id):
        assert people.member_of(Person.objects.get(email=NEW)) is None


def test_who_registers_again_in_between_gains_nothing(cast: Cast, visit: Any) -> None:
    """The owner's code was sent for the owner's password; a stranger's password cannot slip under it."""
    attacker, owner = visit(None), visit(None)
    sent = owner.post(page("signup", cast.kissa), form(cast.kissa))
    code = code_sent()
    attacker.post(page("signup", cast.kissa), form(cast.kissa, password="the attacker's own words"))
    assert "もう使えません" in owner.post(sent.url, {"code": code}).content.decode()
    assert not people.is_registered(NEW)
