"""Slow work outside the transaction, where the transaction has only read."""

import pytest
from django.db import connection
from psycopg.pq import TransactionStatus

from coorum.accounts.models import Member
from coorum.base.actions import action
from coorum.base.scope import site_scope, stepped_out
from tests.cast import Cast, raise_curtain


@pytest.fixture
def stage(committed: None) -> Cast:
    return raise_curtain()


def is_in_transaction() -> bool:
    status: TransactionStatus = connection.connection.info.transaction_status
    return status != TransactionStatus.IDLE


def names() -> set[str]:
    return set(Member.objects.values_list("display_name", flat=True))


def rename(name: str) -> None:
    Member.objects.filter(user_id="taro").update(display_name=name)


def test_who_has_only_read_holds_nothing_meanwhile_and_goes_on_in_the_same_scope(stage: Cast) -> None:
    with site_scope(stage.kissa.id):
        assert names() == {"Hana", "Taro"}
        with stepped_out():
            assert not is_in_transaction()
        assert names() == {"Hana", "Taro"}
        rename("Jiro")
    with site_scope(stage.kissa.id):
        assert names() == {"Hana", "Jiro"}


def test_what_follows_is_still_whole_or_not_at_all(stage: Cast) -> None:
    def work() -> None:
        with stepped_out():
            pass
        rename("Jiro")
        raise ValueError("afterwards")

    with pytest.raises(ValueError, match="afterwards"), site_scope(stage.kissa.id):
        work()
    with site_scope(stage.kissa.id):
        assert names() == {"Hana", "Taro"}


def test_who_has_written_keeps_the_transaction(stage: Cast) -> None:
    def work() -> None:
        rename("Jiro")
        with stepped_out():
            assert is_in_transaction()
            raise ValueError("slow")

    with pytest.raises(ValueError, match="slow"), site_scope(stage.kissa.id):
        work()
    with site_scope(stage.kissa.id):
        assert names() == {"Hana", "Taro"}


def test_so_does_who_has_locked_or_is_inside_an_action_or_another_sites_scope(stage: Cast) -> None:
    @action
    def act() -> None:
        with stepped_out():
            assert is_in_transaction()

    with site_scope(stage.kissa.id):
        act()
        with site_scope(stage.kiri.id), stepped_out():
            assert is_in_transaction()
        Member.objects.select_for_update().get(user_id="taro")
        with stepped_out():
            assert is_in_transaction()


def test_an_error_in_the_slow_work_leaves_the_scope_as_it_was(stage: Cast) -> None:
    with site_scope(stage.kissa.id):
        names()
        with pytest.raises(ValueError, match="slow"), stepped_out():
            raise ValueError("slow")
        assert names() == {"Hana", "Taro"}


def test_without_a_scope_it_is_nothing() -> None:
    with stepped_out():
        pass
