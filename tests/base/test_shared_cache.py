"""The cache all processes share: a count is a count, also when many come at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from coorum.base import clock
from coorum.base.scope import provider_scope
from coorum.base.shared_cache import Shared
from tests.periods import let_go


def test_it_keeps_and_forgets(db: None) -> None:
    cache.set("a", [1, 2.5], 60)
    assert cache.get("a") == [1, 2.5]
    assert cache.get("b", "nothing") == "nothing"
    assert cache.touch("a", 60)
    assert cache.delete("a")
    assert not cache.delete("a")
    assert cache.get("a") is None


def test_it_adds_only_where_nothing_is(db: None) -> None:
    assert cache.add("a", 1, 60)
    assert not cache.add("a", 2, 60)
    assert cache.get("a") == 1


def test_what_has_run_out_is_not_there(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.set("a", 1, 60)
    cache.set("for good", 1, None)
    later = clock.now() + timedelta(seconds=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert cache.get("a") is None
    assert not cache.touch("a", 60)
    assert cache.add("a", 2, 120)
    cache.set("b", 1, -1)
    with provider_scope():
        assert let_go("base.shared") == 1
    assert Shared.objects.count() == 2


def test_keys_name_nobody(db: None) -> None:
    cache.set("login:ip:203.0.113.7", 1, 60)
    assert len(Shared.objects.get().key) == 64


def test_values_are_not_pickles(db: None) -> None:
    with pytest.raises(TypeError):
        cache.set("a", object(), 60)


@pytest.fixture
def _for_all_to_see(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Outside the test's transaction: several connections take part."""
    with django_db_blocker.unblock():
        yield
        Shared.objects.all().delete()
        connection.close()


@pytest.mark.usefixtures("_for_all_to_see")
def test_guesses_sent_at_once_are_counted_one_by_one() -> None:
    def guess(_number: int) -> None:
        try:
            with transaction.atomic():
                while not cache.add("lock", value=True, timeout=10):
                    pass
                cache.set("count", cache.get("count", 0) + 1, 60)
                cache.delete("lock")
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(guess, range(64)))
    assert cache.get("count") == 64
