"""Signing in and out."""

from typing import Any

import pytest
from django.test import Client

from coorum.accounts.models import Person, Session
from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import NEW, NEW_PASSWORD, code_sent, form, letters, page, way_to


@pytest.fixture
def browser(visit: Any) -> Client:
    return visit(None)


def sign_in(browser: Client, address: str, password: str = PASSWORD, next_path: str = "") -> Any:
    return browser.post("/signin/login/", {"login": address, "password": password, "next": next_path})


def test_signing_in_opens_a_session_one_can_recognise(cast: Cast, browser: Client) -> None:
    browser.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
    browser.defaults["REMOTE_ADDR"] = "203.0.113.7"
    answer = sign_in(browser, "Hana@People.example", next_path=way_to(cast.kissa))
    assert answer.url == way_to(cast.kissa)
    session = Session.objects.get()
    assert (session.person, session.host, session.network) == (cast.hana, "provider.test", "203.0.0.0/16")
    assert "Firefox" in session.agent
    assert session.signed_in_at
    assert session.browser


def test_the_session_gets_a_new_key(cast: Cast, browser: Client) -> None:
    browser.post(page("signup", cast.kissa), form(cast.kissa))
    before = browser.cookies["session"].value
    browser.post("/signin/start-over/")
    sign_in(browser, cast.hana.email)
    assert browser.cookies["session"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_key_that_a_visitor_made_up_is_not_taken(cast: Cast, browser: Client) -> None:
    browser.cookies["session"] = made_up = "x" * 32
    browser.post("/signin/login/", {"login": cast.hana.email, "password": PASSWORD})
    assert Session.objects.get(person=cast.hana).session_key == browser.cookies["session"].value != made_up


def test_an_address_that_was_never_verified_gets_a_code(cast: Cast, visit: Any, browser: Client) -> None:
    visit(None).post(page("signup", cast.kissa), form(cast.kissa))
    answer = sign_in(browser, NEW, NEW_PASSWORD, way_to(cast.kissa))
    assert answer.url.startswith("/signin/verify/?next=")
    assert browser.post(answer.url, {"code": code_sent()}).url.startswith("/signin/pass/kissa/")


def test_a_closed_account_is_told_so(cast: Cast, browser: Client) -> None:
    Person.objects.filter(id=cast.hana.id).update(is_active=False)
    answer = browser.get(sign_in(browser, cast.hana.email).url)
    assert "停止" in answer.content.decode()
    assert "session" not in browser.cookies or not Session.objects.filter(person=cast.hana).exists()


def test_who_is_signed_in_goes_straight_on(cast: Cast, visit: Any) -> None:
    hana = visit(None, as_=cast.hana)
    assert hana.get("/signin/login/", {"next": way_to(cast.kissa)}).url == way_to(cast.kissa)


def test_signing_out_is_asked_first_and_ends_the_session(cast: Cast, visit: Any) -> None:
    hana = visit(cast.kissa, as_=cast.hana)
    assert "ログアウトしますか" in hana.get("/signin/logout/").content.decode()
    assert Session.objects.count() == 1
    assert hana.post("/signin/logout/").url == "/"
    assert not Session.objects.exists()
    assert hana.get("/signin/logout/").status_code == 302


def test_signing_out_of_a_site_does_not_leave_the_way_in_open(cast: Cast, visit: Any, browser: Client) -> None:
    """Whoever has the device next is asked for the password."""
    sign_in(browser, cast.hana.email)
    here = visit(cast.kissa)
    here.get(browser.get(here.get("/signin/enter").url).url)
    assert Session.objects.count() == 2
    here.post("/signin/logout/")
    assert not Session.objects.exists()


def test_signing_out_everywhere(cast: Cast, visit: Any) -> None:
    hana, phone = visit(cast.kissa, as_=cast.hana), visit(cast.kiri, as_=cast.hana)
    visit(cast.kissa, as_=cast.taro)
    hana.post("/signin/everywhere/")
    assert list(Session.objects.values_list("person", flat=True)) == [cast.taro.id]
    assert phone.get("/signin/logout/").status_code == 302


def test_devices_are_listed_and_signed_out_one_by_one(cast: Cast, visit: Any) -> None:
    here = visit(None)
    here.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Edg/140.0"
    phone = visit(None)
    phone.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/605"
    for one in (here, phone):
        sign_in(one, cast.hana.email)
    said = here.get("/signin/sessions/").content.decode()
    assert said.index("Edge · Windows") < said.index("Safari · iPhone")
    lost = Session.objects.get(agent__contains="iPhone").browser
    here.post(f"/signin/sessions/{lost}/removal/")
    assert phone.get("/signin/account/").status_code == 302
    assert here.get("/signin/account/").status_code == 200
    here.post(f"/signin/sessions/{Session.objects.get().browser}/removal/")
    assert here.get("/signin/account/").status_code == 302


def test_no_session_key_is_shown(cast: Cast, browser: Client) -> None:
    sign_in(browser, cast.hana.email)
    assert browser.cookies["session"].value not in browser.get("/signin/sessions/").content.decode()


def test_listing_devices_costs_the_same_however_many(
    cast: Cast, visit: Any, django_assert_num_queries: Any, browser: Client
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    sign_in(browser, cast.hana.email)
    with CaptureQueriesContext(connection) as one:
        browser.get("/signin/sessions/")
    for _number in range(5):
        visit(None, as_=cast.hana)
    with django_assert_num_queries(len(one)):
        browser.get("/signin/sessions/")


def test_the_password_is_changed_after_the_current_one(cast: Cast, visit: Any) -> None:
    here, elsewhere = visit(None, as_=cast.hana), visit(cast.kissa, as_=cast.hana)
    wrong = here.post("/signin/password/", {"current": "wrong", "password": NEW_PASSWORD})
    assert "現在のパスワードと違う" in wrong.content.decode()
    weak = here.post("/signin/password/", {"current": PASSWORD, "password": "hana@people"})
    assert weak.status_code == 200
    assert here.post("/signin/password/", {"current": PASSWORD, "password": NEW_PASSWORD}).url == "/signin/account/"
    assert here.get("/signin/account/").status_code == 200
    assert elsewhere.get("/signin/logout/").status_code == 302
    assert letters() == [("password_changed", cast.hana.email)]
    assert sign_in(visit(None), cast.hana.email, NEW_PASSWORD).status_code == 302


def test_a_step_that_matters_asks_for_the_password_again(cast: Cast, visit: Any) -> None:
    hana = visit(None, as_=cast.hana)
    assert hana.post("/signin/again/?next=/signin/account/", {"password": "wrong"}).status_code == 200
    assert hana.post("/signin/again/?next=/signin/account/", {"password": PASSWORD}).url == "/signin/account/"


def test_a_person_chooses_the_language_of_letters(cast: Cast, visit: Any) -> None:
    hana = visit(None, as_=cast.hana)
    assert hana.post("/signin/account/", {"language": "en"}).status_code == 302
    assert hana.post("/signin/account/", {"language": "xx"}).status_code == 200
    hana.post("/signin/password/", {"current": PASSWORD, "password": NEW_PASSWORD})
    from coorum.base.outbox import Letter

    assert Letter.objects.get().subject == "Your password was changed"


@pytest.mark.parametrize("name", ["account", "password", "sessions", "again"])
def test_pages_of_the_account_want_somebody_signed_in(cast: Cast, browser: Client, name: str) -> None:
    answer = browser.get(f"/signin/{name}/")
    assert answer.status_code == 302
    assert "/signin/enter" in answer.url or "/signin/login/" in answer.url


def test_who_comes_in_by_a_leaked_password_is_told_first(
    cast: Cast, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coorum.accounts.strength.is_leaked", lambda password: password == PASSWORD)
    told = sign_in(browser, cast.hana.email, next_path=way_to(cast.kissa))
    assert told.url.startswith("/signin/password/leaked/?next=")
    said = browser.get(told.url).content.decode()
    assert "漏れたパスワードの一覧" in said
    assert f'href="{way_to(cast.kissa)}"'.replace("&", "&amp;") in said


def test_a_wrong_password_is_not_asked_about(cast: Cast, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("coorum.accounts.strength.is_leaked", asked.append)
    sign_in(browser, cast.hana.email, "wrong wrong wrong")
    assert asked == []
