"""Shares of a budget: fewer questions, and never a try too many."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coorum.base import clock
from coorum.base.budgets import Budget, spend
from coorum.base.shares import LARGEST, spend_from_share

MINUTE = timedelta(minutes=1)
SIXTY = Budget("system:shop", 60, MINUTE)


@pytest.fixture
def now(db: None) -> Any:
    moment = clock.now()
    with clock.held_at(moment):
        yield moment


def test_a_share_counts_each_try_and_no_more(now: datetime) -> None:
    told = [spend_from_share(SIXTY) for _time in range(63)]
    assert [one.wait is None for one in told] == [True] * 60 + [False] * 3
    assert [one.left for one in told[:60]] == list(range(59, -1, -1))
    assert [round(one.full_in.total_seconds()) for one in told[:60]] == list(range(1, 61))


def test_who_asks_often_asks_the_database_seldom(now: datetime) -> None:
    with CaptureQueriesContext(connection) as asked:
        for _time in range(40):
            spend_from_share(SIXTY)
    assert len(asked) <= 40 / LARGEST + 4


def test_who_asks_seldom_takes_one_at_a_time(now: datetime) -> None:
    for second in range(0, 30, 2):
        with clock.held_at(now + timedelta(seconds=second)):
            spend_from_share(SIXTY)
            assert spend_from_share(SIXTY).left >= 55


def test_what_was_not_used_is_given_back(now: datetime) -> None:
    for _time in range(4):
        spend_from_share(SIXTY)  # 1, then 2, then the first of 4
    with clock.held_at(now + timedelta(seconds=1)):
        assert spend_from_share(SIXTY).left == 59 - 4 + 1


def test_processes_together_stay_within_the_budget(now: datetime) -> None:
    shares: list[Any] = [None, None]
    allowed = 0
    for time in range(100):
        turn = time % 2
        caches["local"].clear()
        if shares[turn]:
            caches["local"].set(f"share:{SIXTY.key}", shares[turn])
        allowed += spend_from_share(SIXTY).wait is None
        shares[turn] = caches["local"].get(f"share:{SIXTY.key}")
    assert 60 - LARGEST < allowed <= 60


def test_a_share_leaves_nothing_for_others_that_is_counted(now: datetime) -> None:
    three = Budget("system:small", 3, MINUTE)
    for _time in range(3):
        assert spend_from_share(three).wait is None
    assert spend(three) is not None
