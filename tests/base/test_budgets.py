"""Budgets: counted before anything is done, one by one however many come at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection

from coorum.base import clock
from coorum.base.budgets import Budget, give_back, spend
from coorum.base.scope import provider_scope
from coorum.base.shared_cache import Shared
from tests.periods import let_go

FIVE = Budget("address:hana@people.example", 5, timedelta(minutes=15))


def test_so_many_at_once_and_no_more(db: None) -> None:
    assert [spend(FIVE) is None for _try in range(7)] == [True] * 5 + [False] * 2


def test_each_comes_back_in_its_time_and_refusals_do_not_put_it_off(db: None) -> None:
    now = clock.now()
    with clock.held_at(now):
        for _try in range(50):
            wait = spend(FIVE)
    assert wait == timedelta(minutes=3)
    with clock.held_at(now + timedelta(minutes=2)):
        assert spend(FIVE) == timedelta(minutes=1)
    with clock.held_at(now + timedelta(minutes=3)):
        assert spend(FIVE) is None
        assert spend(FIVE) == timedelta(minutes=3)


def test_in_any_window_there_are_at_most_twice_as_many(db: None) -> None:
    start, looked_at = clock.now(), 0
    for second in range(0, 15 * 60, 5):
        with clock.held_at(start + timedelta(seconds=second)):
            looked_at += spend(FIVE) is None
    assert looked_at <= 10


def test_what_was_given_back_can_be_used_again(db: None) -> None:
    for _try in range(20):
        assert spend(FIVE) is None
        give_back(FIVE)


def test_keys_do_not_touch_each_other_and_name_nobody(db: None) -> None:
    for _try in range(9):
        spend(FIVE)
    assert spend(Budget("address:taro@people.example", 5, timedelta(minutes=15))) is None
    assert not Shared.objects.filter(key__contains="@").exists()


def test_a_full_bucket_is_swept_away(db: None) -> None:
    spend(FIVE)
    with provider_scope():
        assert let_go("base.shared") == 0
        with clock.held_at(clock.now() + timedelta(minutes=3, seconds=1)):
            assert let_go("base.shared") == 1


def test_sixty_four_at_once_are_sixty_four(committed: None) -> None:
    def guess(_number: int) -> bool:
        try:
            return spend(Budget("address:many", 64, timedelta(days=1))) is None
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(guess, range(64)))
    assert spend(Budget("address:many", 64, timedelta(days=1))) is not None
