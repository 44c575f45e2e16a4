"""Sixty-four guesses at a code in the same moment, from real threads on a real database: three are looked at."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from allauth.account.forms import BaseConfirmCodeForm
from django.db import connection
from django.test import Client

from coorum.base import mail_codes
from coorum.base.scope import provider_scope
from coorum.factors import actions as factors
from coorum.factors.actions import proving
from coorum.factors.models import LossCode
from tests.cast import Cast, raise_curtain
from tests.doors.signin.test_second_factor import STEP, is_in, sign_in
from tests.factors.test_factors import with_app

GUESSES = 64


@pytest.fixture
def cast(committed: None) -> Cast:
    return raise_curtain()


def at_once(guess: Callable[[int], Any]) -> list[Any]:
    """All of them, sixteen at a time."""

    def alone(number: int) -> Any:
        try:
            return guess(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(alone, range(GUESSES)))


def counted(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> list[str]:
    """What is compared from now on, one entry a comparison."""
    seen, real = [], getattr(owner, name)

    def compare(*given: Any, **more: Any) -> Any:
        seen.append(name)
        return real(*given, **more)

    monkeypatch.setattr(owner, name, compare)
    return seen


def twin(browser: Client, visit: Any) -> Client:
    """Another process with the same cookies."""
    copy: Client = visit(None)
    for name, morsel in browser.cookies.items():
        copy.cookies[name] = morsel.value
    return copy


def test_of_a_letters_code_three_guesses_are_compared(cast: Cast, visit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = visit(None)
    way = browser.post("/signin/recover/", {"email": cast.hana.email}).url
    compared = counted(monkeypatch, BaseConfirmCodeForm, "clean_code")
    at_once(lambda number: twin(browser, visit).post(way, {"code": f"0000-{number:04}"}).status_code)
    assert len(compared) == 3


def test_of_a_second_factor_three_a_sign_in_and_ten_a_person(
    cast: Cast, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with provider_scope():
        with_app(cast.hana)
    browsers = [visit(None) for _sign_in in range(5)]
    for browser in browsers:
        assert sign_in(browser, cast.hana.email).url.startswith(STEP)
    compared = counted(monkeypatch, proving, "_fits_app")
    at_once(lambda number: twin(browsers[0], visit).post(STEP, {"code": f"{number:06}"}).status_code)
    assert len(compared) == 3
    at_once(lambda number: twin(browsers[number % 5], visit).post(STEP, {"code": f"{number:06}"}).status_code)
    assert len(compared) == 10
    assert not any(is_in(browser) for browser in browsers)


def test_of_a_code_for_somebody_without_a_session_three_are_compared(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with provider_scope():
        factors.send_loss_code(cast.hana)
    compared = counted(monkeypatch, mail_codes, "constant_time_compare")

    def guess(number: int) -> bool:
        with provider_scope():
            return factors.is_loss_code(cast.hana, code=f"{number:08}")

    assert not any(at_once(guess))
    assert len(compared) == 3
    assert LossCode.objects.get().guesses == 3
