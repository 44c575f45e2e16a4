"""The pages about factors: shown, set up, made anew, removed; after showing who one is."""

import re
from typing import Any

import pytest
from django.test import Client

from coorum.base.scope import provider_scope
from coorum.factors import queries
from coorum.factors.models import App, RecoveryCode
from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import letters
from tests.factors.test_factors import code_of, with_app

APP = "/signin/factors/app/"


@pytest.fixture
def hana(cast: Cast, visit: Any) -> Client:
    """Hana on the sign-in origin, signed in just now."""
    browser: Client = visit(None)
    browser.post("/signin/login/", {"login": cast.hana.email, "password": PASSWORD})
    return browser


def key_on(page: Any) -> str:
    found = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page.content.decode())
    assert found
    return found[1].replace(" ", "")


def test_an_app_is_set_up_and_recovery_codes_follow(cast: Cast, hana: Client) -> None:
    page = hana.get(APP)
    assert "data:image/svg+xml;base64," in page.content.decode()
    secret = key_on(page)
    assert key_on(hana.get(APP)) == secret
    assert hana.post(APP, {"code": code_of(secret)}).url.startswith("/signin/factors/codes/")
    assert hana.session["_methods"] == ["password", "totp"]
    made = hana.post("/signin/factors/codes/").content.decode()
    codes = re.findall(r"<code>([a-z2-9-]{17})</code>", made)
    assert len(set(codes)) == 10
    assert 'download="coorum-recovery-codes.txt"' in made
    assert codes[0] not in hana.get("/signin/factors/codes/").content.decode()
    assert "10" in hana.get("/signin/factors/").content.decode()
    assert letters() == [("factor_changed", cast.hana.email)] * 2


def test_the_waiting_key_is_sealed_in_the_session(hana: Client) -> None:
    secret = key_on(hana.get(APP))
    assert secret not in str(dict(hana.session.items()))


def test_a_wrong_code_sets_nothing_up_and_tries_are_few(cast: Cast, hana: Client) -> None:
    secret = key_on(hana.get(APP))
    wrong = "000000" if code_of(secret) != "000000" else "111111"
    for _time in range(3):
        assert hana.post(APP, {"code": wrong}).status_code == 200
    hana.post(APP, {"code": code_of(secret)})
    assert not App.objects.exists()


def test_other_devices_are_signed_out_and_this_one_stays(cast: Cast, visit: Any, hana: Client) -> None:
    elsewhere = visit(cast.kissa, as_=cast.hana)
    hana.post(APP, {"code": code_of(key_on(hana.get(APP)))})
    assert hana.get("/signin/factors/").status_code == 200
    assert elsewhere.get("/my/").status_code == 302


def test_one_comes_back_to_where_one_was_sent_from(hana: Client) -> None:
    page = hana.get(f"{APP}?next=/desk/")
    answer = hana.post(APP, {"code": code_of(key_on(page)), "next": "/desk/"})
    assert answer.url == "/signin/factors/codes/?next=%2Fdesk%2F"
    assert 'href="/desk/"' in hana.post(answer.url, {"next": "/desk/"}).content.decode()


def test_removing_the_app_forgets_the_codes(cast: Cast, hana: Client) -> None:
    hana.post(APP, {"code": code_of(key_on(hana.get(APP)))})
    hana.post("/signin/factors/codes/")
    hana.post("/signin/factors/app/removal/")
    with provider_scope():
        assert not queries.has_second_factor(cast.hana)
    assert not RecoveryCode.objects.exists()
    assert hana.get("/signin/factors/").status_code == 200


@pytest.mark.parametrize("page", ["app/", "codes/", "passkeys/new/"])
def test_who_one_is_must_be_shown_just_before(cast: Cast, visit: Any, page: str) -> None:
    browser = visit(None, as_=cast.hana)
    assert browser.get(f"/signin/factors/{page}").url.startswith("/signin/again/?next=")
    assert visit(None).get(f"/signin/factors/{page}").url.startswith("/signin/")


def test_the_app_shows_who_one_is_as_well(cast: Cast, visit: Any) -> None:
    with provider_scope():
        secret = with_app(cast.hana)
    browser = visit(None, as_=cast.hana)
    page = browser.get("/signin/again/?next=/signin/factors/app/").content.decode()
    assert 'name="password"' in page
    answer = browser.post("/signin/again/factor/?next=/signin/factors/app/", {"code": code_of(secret)})
    assert answer.url == "/signin/factors/app/"
    assert browser.get("/signin/factors/app/").status_code == 200


def test_codes_are_for_those_who_have_a_factor(hana: Client) -> None:
    assert hana.get("/signin/factors/codes/").url == "/signin/factors/"
