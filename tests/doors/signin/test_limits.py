"""Limits stop guessing, and never the owner of an account on a device of theirs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from coorum.accounts import passwords
from coorum.base import clock
from coorum.signin.counting import Act, ensure_counted
from tests.cast import PASSWORD, Cast, raise_curtain
from tests.doors.signin.steps import NEW, form, page, way_to

#: A request's transaction is one inside another here: these four statements are said once, with BEGIN, elsewhere.
WORDS_OF_THE_TEST = ("SAVEPOINT", "SET LOCAL", "SET LOCAL", "RELEASE")


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
    with clock.held_at(clock.now()):
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


def test_a_hundred_guesses_from_a_hundred_networks_are_five_and_the_owner_still_gets_in(
    cast: Cast, visit: Any, strangers: Any
) -> None:
    mine = visit(None)
    attempt(mine, cast.hana.email, PASSWORD)
    mine.post("/signin/logout/")
    statuses = [attempt(browser, cast.hana.email).status_code for browser in strangers(100)]
    assert (statuses.count(200), statuses.count(429)) == (5, 95)
    assert attempt(mine, cast.hana.email, PASSWORD).status_code == 302


def test_within_a_quarter_of_an_hour_at_most_ten_are_looked_at(cast: Cast, strangers: Any) -> None:
    start, (browser,) = clock.now(), strangers(1)
    looked_at = 0
    for second in range(0, 15 * 60, 20):
        with clock.held_at(start + timedelta(seconds=second)):
            looked_at += attempt(browser, cast.hana.email).status_code == 200
    assert looked_at <= 10


def test_who_is_stopped_is_told_when_and_what_else_there_is(cast: Cast, strangers: Any) -> None:
    answers = [attempt(browser, cast.hana.email) for browser in strangers(6)]
    assert 170 <= int(answers[-1].headers["Retry-After"]) <= 180
    said = answers[-1].content.decode()
    assert "いったん止めています" in said
    assert "以前ログインしたことのある端末" in said


def test_sixty_four_guesses_at_once_are_counted_before_they_are_looked_at(
    committed: None, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast, compared = raise_curtain(), []
    real = passwords.FastHasherForTests.verify

    def verify(self: Any, password: str, encoded: str) -> bool:
        compared.append(password)
        return real(self, password, encoded)

    def guess(number: int) -> int:
        try:
            browser = visit(None)
            browser.defaults["REMOTE_ADDR"] = f"198.51.100.{number}"
            return int(attempt(browser, cast.hana.email).status_code)
        finally:
            connection.close()

    monkeypatch.setattr(passwords.FastHasherForTests, "verify", verify)
    with ThreadPoolExecutor(16) as pool:
        statuses = list(pool.map(guess, range(64)))
    assert (statuses.count(200), statuses.count(429)) == (5, 59)
    assert len(compared) == 5


def test_another_accounts_success_gives_nothing_back(cast: Cast, strangers: Any) -> None:
    """Nor does a recovery: a network that guesses cannot refill its budget with an account of its own."""
    (browser,) = strangers(1)
    for number in range(5):
        attempt(browser, f"somebody{number}@people.example")
        attempt(browser, f"somebody{number}@people.example")
        assert attempt(browser, cast.taro.email, PASSWORD).status_code == (302 if number < 4 else 429)
        browser.cookies.clear()


def test_an_address_somebody_writes_into_a_header_is_not_believed(cast: Cast, visit: Any) -> None:
    """Nobody stands in front of us (COORUM_TRUSTED_PROXIES is 0): the header is a stranger's own invention."""
    statuses = [
        visit(None)
        .post(
            "/signin/login/",
            {"login": f"n{number}@people.example", "password": "wrong wrong wrong"},
            headers={"X-Forwarded-For": f"203.0.113.{number}", "X-Real-IP": f"203.0.113.{number}"},
        )
        .status_code
        for number in range(11)
    ]
    assert statuses == [200] * 10 + [429]


def test_behind_a_proxy_only_its_own_word_counts(
    cast: Cast, visit: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allauth.app_settings.TRUSTED_PROXY_COUNT", 1, raising=False)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    statuses = [
        visit(None)
        .post(
            "/signin/login/",
            {"login": f"n{number}@people.example", "password": "wrong wrong wrong"},
            headers={"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.7"},
        )
        .status_code
        for number in range(11)
    ]
    assert statuses == [200] * 10 + [429]


def test_strangers_all_together_are_bounded_and_who_is_known_is_not_among_them(
    cast: Cast, visit: Any, strangers: Any, settings: Any
) -> None:
    mine = visit(None)
    attempt(mine, cast.hana.email, PASSWORD)
    mine.post("/signin/logout/")
    settings.COORUM_SIGN_INS_A_SECOND = 2
    with clock.held_at(clock.now()):
        answers = [attempt(browser, f"{n}@people.example") for n, browser in enumerate(strangers(9))]
        assert [answer.status_code for answer in answers] == [200] * 6 + [429] * 3
        assert attempt(mine, cast.hana.email, PASSWORD).status_code == 302
    assert answers[-1].headers["Retry-After"] == "1"
    assert "数秒後に" in answers[-1].content.decode()
    assert "default-src" in answers[-1].headers["Content-Security-Policy"]


def test_what_is_refused_early_opens_nothing(
    cast: Cast, strangers: Any, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.COORUM_SIGN_INS_A_SECOND = 1
    with clock.held_at(clock.now()):
        *many, last = strangers(4)
        for browser in many:
            attempt(browser, cast.taro.email)
        with django_assert_num_queries(1):
            assert attempt(last, cast.taro.email).status_code == 429
        with django_assert_num_queries(0):  # remembered
            assert attempt(strangers(9)[-1], cast.taro.email).status_code == 429


def test_a_password_nobody_counted_is_not_looked_at() -> None:
    from types import SimpleNamespace

    with pytest.raises(RuntimeError, match="nobody counted"):
        ensure_counted(SimpleNamespace(path="/signin/somewhere/"))  # type: ignore[arg-type]


def test_the_pages_that_take_a_password_are_marked() -> None:
    resolve = get_resolver().resolve
    acts = {f"/signin/{name}/": resolve(f"/signin/{name}/").func.act for name in ("login", "signup", "again")}
    assert list(acts.values()) == [Act.SIGN_IN, Act.SIGN_UP, Act.AGAIN]


def test_signing_in_costs_at_most_twenty_statements_however_many_sessions(cast: Cast, visit: Any) -> None:
    costs = []
    for sessions in (0, 9):
        for _session in range(sessions):
            visit(None, as_=cast.hana)
        with CaptureQueriesContext(connection) as statements:
            assert attempt(visit(None), cast.hana.email, PASSWORD).status_code == 302
        costs.append(len(statements) - len(WORDS_OF_THE_TEST))
    assert costs[0] == costs[1] <= 20
