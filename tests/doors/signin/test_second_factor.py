"""Whoever has a second factor shows it before any session begins, by whatever way they came."""

from typing import Any

import pytest
from django.test import Client

from coorum.accounts import actions as accounts
from coorum.accounts.models import Person, Session
from coorum.base.errors import Refused
from coorum.base.scope import provider_scope
from coorum.factors import actions as factors
from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import NEW_PASSWORD, code_sent, way_to
from tests.doors.signin.test_hand_off import arrival, depart
from tests.factors.test_factors import code_of, with_app

STEP = "/signin/factor/"


@pytest.fixture
def secret(cast: Cast) -> str:
    """Hana's app."""
    with provider_scope():
        return with_app(cast.hana)


@pytest.fixture
def browser(visit: Any) -> Client:
    return visit(None)


def sign_in(browser: Client, email: str, next_path: str = "") -> Any:
    return browser.post("/signin/login/", {"login": email, "password": PASSWORD, "next": next_path})


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def test_the_password_alone_opens_nothing(cast: Cast, secret: str, browser: Client) -> None:
    answer = sign_in(browser, cast.hana.email, way_to(cast.kissa))
    assert answer.url.startswith(STEP)
    assert not is_in(browser)
    assert browser.get("/signin/account/").status_code == 302
    page = browser.get(answer.url).content.decode()
    assert cast.kissa.name in page
    assert browser.post(answer.url, {"code": code_of(secret)}).url == way_to(cast.kissa)
    assert browser.session["_methods"] == ["password", "totp"]


def test_somebody_without_one_is_not_asked(cast: Cast, secret: str, browser: Client) -> None:
    sign_in(browser, cast.taro.email)
    assert is_in(browser)


def test_a_recovery_code_does_as_well(cast: Cast, secret: str, browser: Client) -> None:
    with provider_scope():
        code, *_others = factors.make_codes(cast.hana)
    sign_in(browser, cast.hana.email)
    browser.post(STEP, {"code": code})
    assert browser.session["_methods"] == ["password", "recovery_code"]


def test_recovery_by_letter_asks_for_it_too(cast: Cast, secret: str, browser: Client) -> None:
    browser.post("/signin/recover/", {"email": cast.hana.email})
    browser.post("/signin/recover/code/", {"code": code_sent("recover")})
    answer = browser.post("/signin/recover/password/", {"password": NEW_PASSWORD})
    assert answer.url.startswith(STEP)
    assert not is_in(browser)
    browser.post(STEP, {"code": code_of(secret)})
    assert browser.session["_methods"] == ["code", "totp"]


def test_without_a_first_step_there_is_nothing_to_show(cast: Cast, secret: str, browser: Client) -> None:
    assert browser.get(STEP).url.startswith("/signin/login/")
    assert browser.post(STEP, {"code": code_of(secret)}).url.startswith("/signin/login/")
    assert not is_in(browser)


def test_the_door_itself_refuses_a_session_without_it(cast: Cast, secret: str, rf: Any) -> None:
    from coorum.signin import entering

    with provider_scope(), pytest.raises(Refused) as caught:
        entering.sign_in(rf.get("/"), cast.hana, browser="b", methods=["linked:line"])
    assert caught.value.code == "factor_missing"


def test_three_tries_then_the_password_again(cast: Cast, secret: str, browser: Client) -> None:
    sign_in(browser, cast.hana.email)
    wrong = "000000" if code_of(secret) != "000000" else "111111"
    assert [browser.post(STEP, {"code": wrong}).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert browser.post(STEP, {"code": code_of(secret)}).status_code == 429
    browser.post("/signin/start-over/")
    sign_in(browser, cast.hana.email)
    assert browser.post(STEP, {"code": code_of(secret)}).status_code == 302


def test_ten_tries_in_a_quarter_of_an_hour_wherever_they_come_from(cast: Cast, secret: str, visit: Any) -> None:
    wrong = "000000" if code_of(secret) != "000000" else "111111"
    answers = []
    for number in range(4):
        browser = visit(None)
        browser.defaults["REMOTE_ADDR"] = f"198.51.100.{number}"
        sign_in(browser, cast.hana.email)
        answers += [browser.post(STEP, {"code": wrong}).status_code for _ in range(3)]
    assert answers == [200] * 10 + [429] * 2


def test_a_right_code_is_no_try_however_often_one_signs_in(cast: Cast, secret: str, browser: Client) -> None:
    with provider_scope():
        codes = [*factors.make_codes(cast.hana), code_of(secret)]
    for code in codes:
        sign_in(browser, cast.hana.email)
        assert browser.post(STEP, {"code": code}).status_code == 302
        browser.post("/signin/logout/")
    assert len(codes) > 10


def test_tries_elsewhere_do_not_shut_out_a_browser_of_theirs(cast: Cast, secret: str, visit: Any) -> None:
    mine = visit(None)
    sign_in(mine, cast.hana.email)
    mine.post(STEP, {"code": code_of(secret)})
    mine.post("/signin/logout/")
    for _time in range(4):
        stranger = visit(None)
        sign_in(stranger, cast.hana.email)
        for _try in range(3):
            stranger.post(STEP, {"code": "000000"})
    sign_in(mine, cast.hana.email)
    assert mine.post(STEP, {"code": code_of(secret, 1)}).status_code == 302


def test_a_sign_in_under_way_ends_with_the_epoch(cast: Cast, secret: str, browser: Client) -> None:
    sign_in(browser, cast.hana.email)
    with provider_scope():
        accounts.change_password(Person.objects.get(id=cast.hana.id), password=NEW_PASSWORD)
    assert browser.post(STEP, {"code": code_of(secret)}).url.startswith("/signin/login/")
    assert not is_in(browser)


def test_the_factor_travels_to_the_site(cast: Cast, secret: str, visit: Any, browser: Client) -> None:
    sign_in(browser, cast.hana.email)
    browser.post(STEP, {"code": code_of(secret)})
    here = visit(cast.kissa)
    here.get(arrival(browser, depart(here)))
    assert here.session["_methods"] == ["password", "totp"]


def test_a_session_of_before_the_factor_is_over(cast: Cast, visit: Any) -> None:
    before = visit(cast.kissa, as_=cast.hana)
    with provider_scope():
        with_app(cast.hana)
    assert not Session.objects.filter(person=cast.hana).exists()
    assert before.get("/my/").status_code == 302


def test_one_may_turn_back_and_be_somebody_else(cast: Cast, secret: str, browser: Client) -> None:
    sign_in(browser, cast.hana.email)
    assert browser.post("/signin/start-over/").url.startswith("/signin/login/")
    sign_in(browser, cast.taro.email)
    assert is_in(browser)
