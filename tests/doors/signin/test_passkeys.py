"""Passkeys at the door: added, signed in with, used as a second factor, registered with."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from coorum.accounts import actions as accounts
from coorum.accounts.models import Person
from coorum.base.scope import provider_scope
from coorum.factors.models import Passkey
from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import NEW, code_sent, form, letters, page, way_to
from tests.factors.device import Device
from tests.factors.test_factors import with_passkey


@pytest.fixture
def device() -> Device:
    return Device()


@pytest.fixture
def hana(cast: Cast, visit: Any) -> Client:
    browser: Client = visit(None)
    browser.post("/signin/login/", {"login": cast.hana.email, "password": PASSWORD})
    return browser


@pytest.fixture
def passkey(cast: Cast, device: Device) -> Passkey:
    with provider_scope():
        return with_passkey(cast.hana, device)


def asked(answer: Any) -> tuple[dict[str, Any], str]:
    """The options and the challenge of the page's form for a passkey."""
    text = answer.content.decode()
    options = re.search(r'data-options="([^"]+)"', text)
    challenge = re.search(r'name="challenge" value="([^"]+)"', text)
    assert options
    assert challenge
    return json.loads(unescape(options[1])), challenge[1]


def answered(device: Device, answer: Any, **more: Any) -> dict[str, Any]:
    options, challenge = asked(answer)
    given = device.make(options) if "user" in options else device.sign(options)
    return {"answer": json.dumps(given), "challenge": challenge, **more}


def enter(browser: Client, device: Device, back: str = "") -> Any:
    login = browser.get("/signin/login/", {"next": back} if back else {})
    return browser.post("/signin/passkey/", answered(device, login, next=back))


def test_one_is_added_named_and_removed(hana: Client, device: Device) -> None:
    new = "/signin/factors/passkeys/new/"
    answer = hana.post(new, answered(device, hana.get(new), name="わたしの電話"))
    assert answer.url.startswith("/signin/factors/codes/")
    assert hana.session["_methods"] == ["password", "passkey"]
    made = Passkey.objects.get()
    assert "わたしの電話" in hana.get("/signin/factors/").content.decode()
    hana.post(f"/signin/factors/passkeys/{made.id}/", {"name": "古い電話"})
    assert Passkey.objects.get().name == "古い電話"
    hana.post(f"/signin/factors/passkeys/{made.id}/removal/")
    assert not Passkey.objects.exists()
    assert [kind for kind, _to in letters()] == ["factor_changed"] * 2


def test_it_signs_in_without_a_password_and_counts_as_both(
    cast: Cast, visit: Any, device: Device, passkey: Any
) -> None:
    browser = visit(None)
    assert enter(browser, device, way_to(cast.kissa)).url == way_to(cast.kissa)
    assert browser.session["_methods"] == ["passkey"]
    assert Passkey.objects.get().used_at


def test_looking_at_the_page_of_sign_in_makes_no_session(cast: Cast, visit: Any) -> None:
    browser = visit(None)
    assert 'autocomplete="username webauthn"' in browser.get("/signin/login/").content.decode()
    assert "session" not in browser.cookies


def test_an_answer_is_taken_once(cast: Cast, visit: Any, device: Device, passkey: Any) -> None:
    browser, other = visit(None), visit(None)
    given = answered(device, browser.get("/signin/login/"))
    browser.post("/signin/passkey/", given)
    other.post("/signin/passkey/", given)
    assert "_auth_user_id" not in other.session


def test_a_challenge_for_one_thing_is_none_for_another(cast: Cast, visit: Any, device: Device, passkey: Any) -> None:
    browser = visit(None)
    given = answered(device, browser.get("/signin/login/"))
    browser.post("/signin/login/", {"login": cast.hana.email, "password": PASSWORD})
    answer = browser.post("/signin/factor/", given)
    assert answer.status_code == 200
    assert "_auth_user_id" not in browser.session


def test_a_removed_passkey_opens_nothing(cast: Cast, visit: Any, device: Device, passkey: Any) -> None:
    Passkey.objects.all().delete()
    browser = visit(None)
    assert enter(browser, device).url == "/signin/login/"
    assert "_auth_user_id" not in browser.session


def test_a_closed_account_is_not_opened_by_it(cast: Cast, visit: Any, device: Device, passkey: Any) -> None:
    Person.objects.filter(id=cast.hana.id).update(is_active=False)
    browser = visit(None)
    enter(browser, device)
    assert "_auth_user_id" not in browser.session


def test_it_is_a_second_factor_after_the_password(cast: Cast, visit: Any, device: Device, passkey: Any) -> None:
    browser = visit(None)
    step = browser.post("/signin/login/", {"login": cast.hana.email, "password": PASSWORD}).url
    browser.post(step, answered(device, browser.get(step)))
    assert browser.session["_methods"] == ["password", "passkey"]


def test_somebody_elses_passkey_is_no_second_factor(cast: Cast, visit: Any, device: Device, passkey: Any) -> None:
    taros = Device()
    with provider_scope():
        with_passkey(cast.taro, taros)
    browser = visit(None)
    step = browser.post("/signin/login/", {"login": cast.hana.email, "password": PASSWORD}).url
    assert browser.post(step, answered(taros, browser.get(step))).status_code == 200
    assert "_auth_user_id" not in browser.session


def test_a_challenge_ends_with_the_epoch(cast: Cast, hana: Client, device: Device) -> None:
    new = "/signin/factors/passkeys/new/"
    given = answered(device, hana.get(new))
    with provider_scope():
        person = Person.objects.get(id=cast.hana.id)
        accounts.change_password(person, password=PASSWORD)
    hana.post("/signin/login/", {"login": cast.hana.email, "password": PASSWORD})
    assert hana.post(new, given).status_code == 200
    assert not Passkey.objects.exists()


def test_it_shows_who_one_is_before_something_that_matters(
    cast: Cast, visit: Any, device: Device, passkey: Any
) -> None:
    browser = visit(None, as_=cast.hana)
    given = answered(device, browser.get("/signin/again/?next=/signin/factors/"))
    assert browser.post("/signin/again/factor/?next=/signin/factors/", given).url == "/signin/factors/"


def test_one_registers_with_address_code_and_passkey(cast: Cast, visit: Any, device: Device) -> None:
    browser = visit(None)
    browser.post(page("signup", cast.kissa), form(cast.kissa, password=None, way="passkey"))
    step = browser.post("/signin/verify/", {"action": "verify", "code": code_sent()}).url
    assert step.startswith("/signin/signup/passkey/")
    assert "_auth_user_id" not in browser.session
    done = browser.post(step, answered(device, browser.get(step)))
    assert "next=%2Fsignin%2Fname%2F" in done.url
    person = Person.objects.get(email=NEW)
    assert browser.session["_methods"] == ["passkey"]
    assert not person.has_usable_password()
    again = visit(None)
    enter(again, device)
    assert again.session["_auth_user_id"] == str(person.id)


def test_a_known_address_is_not_told_from_a_new_one(cast: Cast, visit: Any) -> None:
    new, known = visit(None), visit(None)
    first = new.post(page("signup", cast.kissa), form(cast.kissa, password=None, way="passkey"))
    second = known.post(
        page("signup", cast.kissa), form(cast.kissa, email=cast.hana.email, password=None, way="passkey")
    )
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert letters()[-1][0] == "already_registered"


@pytest.mark.parametrize("given", [{}, {"answer": "[]", "challenge": "x"}, {"answer": "{", "challenge": "x"}])
def test_nonsense_leads_back_to_sign_in(cast: Cast, visit: Any, given: dict[str, str]) -> None:
    assert visit(None).post("/signin/passkey/", given).url == "/signin/login/"
