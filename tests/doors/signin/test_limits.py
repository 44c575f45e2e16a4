"""Limits stop guessing, and never the owner of an account on a device of theirs."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import NEW, form, page, way_to


def attempt(browser: Client, address: str, password: str = "") -> Any:
    password = password or "wrong wrong wrong"
    return browser.post("/signin/login/", {"login": address, "password": password})


@pytest.fixture
def strangers(visit: Any) -> Any:
    """Browsers on as many networks as wanted."""

    def make(count: int) -> list[Client]:
        browsers = [visit(None) for _ in range(count)]
        for number, browser in enumerate(browsers):
            browser.defaults["REMOTE_ADDR"] = f"198.51.100.{number}"
        return browsers

    return make


def test_an_address_is_tried_five_times_from_wherever(cast: Cast, strangers: Any) -> None:
    statuses = [attempt(browser, cast.hana.email).status_code for browser in strangers(8)]
    assert statuses == [200] * 5 + [429] * 3


def test_once_stopped_even_the_right_password_waits(cast: Cast, strangers: Any) -> None:
    *many, last = strangers(6)
    for browser in many:
        attempt(browser, cast.hana.email)
    assert attempt(last, cast.hana.email, PASSWORD).status_code == 429


def test_the_owner_still_gets_in_on_a_device_of_theirs(cast: Cast, visit: Any, strangers: Any) -> None:
    mine = visit(None)
    attempt(mine, cast.hana.email, PASSWORD)
    mine.post("/signin/logout/")
    for browser in strangers(6):
        attempt(browser, cast.hana.email)
    assert attempt(mine, cast.hana.email, PASSWORD).status_code == 302


def test_who_is_signed_in_can_show_it_is_them_whatever_strangers_try(cast: Cast, visit: Any, strangers: Any) -> None:
    mine = visit(None, as_=cast.hana)
    for browser in strangers(6):
        attempt(browser, cast.hana.email)
    assert mine.post("/signin/again/?next=/signin/account/", {"password": PASSWORD}).status_code == 302


def test_a_known_device_has_a_limit_as_well(cast: Cast, visit: Any) -> None:
    mine = visit(None)
    attempt(mine, cast.hana.email, PASSWORD)
    mine.post("/signin/logout/")
    assert [attempt(mine, cast.hana.email).status_code for _ in range(6)] == [200] * 5 + [429]


def test_a_device_is_known_for_its_own_address_only(cast: Cast, visit: Any, strangers: Any) -> None:
    taros = visit(None)
    attempt(taros, cast.taro.email, PASSWORD)
    taros.post("/signin/logout/")
    for browser in strangers(5):
        attempt(browser, cast.hana.email)
    assert attempt(taros, cast.hana.email, PASSWORD).status_code == 429


def test_a_forged_device_cookie_is_none(cast: Cast, visit: Any, strangers: Any) -> None:
    for browser in strangers(5):
        attempt(browser, cast.hana.email)
    forger = visit(None)
    for forged in ("", "x", "WyJhIixbXV0:1:x", "e30:1xx:yy"):
        forger.cookies["device"] = forged
        assert attempt(forger, cast.hana.email, PASSWORD).status_code == 429


def test_right_passwords_do_not_count(cast: Cast, visit: Any) -> None:
    for _time in range(7):
        assert attempt(visit(None), cast.hana.email, PASSWORD).status_code == 302


def test_one_network_cannot_register_without_end(cast: Cast, visit: Any) -> None:
    answers = [
        visit(None).post(page("signup", cast.kissa), form(cast.kissa, email=f"n{number}@people.example"))
        for number in range(21)
    ]
    assert answers[-1].status_code == 429
    assert "数分" in answers[-1].content.decode()


def test_a_mailbox_cannot_be_flooded(cast: Cast, strangers: Any) -> None:
    browsers = strangers(8)
    statuses = [
        browser.post("/signin/recover/", {"email": NEW, "next": way_to(cast.kissa)}).status_code for browser in browsers
    ]
    assert statuses == [302] * 5 + [429] * 3
    assert [
        browser.post(page("signup", cast.kissa), form(cast.kissa, email="m@people.example")).status_code
        for browser in browsers[:4]
    ] == [302] * 3 + [429]
