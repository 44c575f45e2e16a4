"""A lost second factor: a code by letter, three days in which it can be taken back, then everything goes at once."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from coorum.accounts.models import Session
from coorum.base import clock
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope
from coorum.factors import actions, queries, tasks
from coorum.factors.actions.losing import WAIT
from coorum.factors.models import App, Loss, Passkey, RecoveryCode
from tests.accounts.test_sessions import open_session
from tests.cast import Cast, refused
from tests.factors.device import Device
from tests.factors.test_factors import with_app, with_passkey


@pytest.fixture(autouse=True)
def _scope(cast: Cast) -> Any:
    with provider_scope():
        yield


@contextmanager
def after(wait: timedelta) -> Iterator[None]:
    with clock.held_at(clock.now() + wait):
        yield


def code_sent() -> str:
    found = re.search(r"\d{4}-\d{4}", Letter.objects.filter(kind="factor_lost_code").latest("written_at").text)
    assert found
    return found[0]


def said() -> list[str]:
    return list(Letter.objects.filter(kind="factor_changed").order_by("written_at").values_list("subject", flat=True))


def test_the_code_is_good_once_and_for_its_person(cast: Cast) -> None:
    actions.send_loss_code(cast.hana)
    code = code_sent()
    assert not actions.is_loss_code(cast.taro, code=code)
    assert actions.is_loss_code(cast.hana, code=code)
    assert not actions.is_loss_code(cast.hana, code=code)


def test_three_guesses_and_the_code_is_void(cast: Cast) -> None:
    actions.send_loss_code(cast.hana)
    code = code_sent()
    wrong = "0000-0000" if code != "0000-0000" else "1111-1111"
    assert [actions.is_loss_code(cast.hana, code=wrong) for _ in range(3)] == [False] * 3
    assert not actions.is_loss_code(cast.hana, code=code)


def test_five_letters_an_hour(cast: Cast) -> None:
    for _time in range(5):
        actions.send_loss_code(cast.hana)
    with refused("too_many"):
        actions.send_loss_code(cast.hana)


def test_a_moment_before_three_days_everything_stands_and_then_all_goes(cast: Cast) -> None:
    with_app(cast.hana)
    with_passkey(cast.hana, Device())
    actions.make_codes(cast.hana)
    actions.say_lost(cast.hana)
    epoch = cast.hana.epoch
    open_session(cast.hana)
    with after(WAIT - timedelta(seconds=1)):
        tasks.watch_losses.shell()
        assert queries.has_second_factor(cast.hana)
        with refused("not_due"):
            actions.reset_factors(cast.hana.id)
    with after(WAIT):
        tasks.watch_losses.shell()
    assert not any(table.objects.exists() for table in (App, Passkey, RecoveryCode, Loss, Session))
    cast.hana.refresh_from_db()
    assert cast.hana.epoch == epoch + 1
    assert said()[-1] == "Your second factors were removed" or "取り消しました" in said()[-1]


def test_saying_it_again_does_not_begin_the_wait_anew(cast: Cast) -> None:
    with_app(cast.hana)
    first = actions.say_lost(cast.hana).due_at
    with after(timedelta(hours=30)):
        assert actions.say_lost(cast.hana).due_at == first


def test_whoever_has_the_factor_takes_it_back(cast: Cast) -> None:
    with_app(cast.hana)
    actions.say_lost(cast.hana)
    assert actions.take_loss_back(cast.hana)
    assert not actions.take_loss_back(cast.hana)
    with after(WAIT * 2):
        tasks.watch_losses.shell()
    assert queries.has_second_factor(cast.hana)


def test_a_letter_a_day_says_so(cast: Cast) -> None:
    with_app(cast.hana)
    before = len(said())
    actions.say_lost(cast.hana)
    for hours in (23, 25, 26, 50):
        with after(timedelta(hours=hours)):
            tasks.watch_losses.shell()
    assert len(said()) == before + 3
