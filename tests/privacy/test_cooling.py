"""After address or factors changed, an account's data is handed to nobody for three days, and the address before is told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from coorum.accounts import actions as accounts
from coorum.accounts.cooling import COOLING, cools_until
from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.outbox import Letter
from coorum.privacy import actions
from coorum.privacy.kinds import Kind
from coorum.privacy.models import OwnCopy
from tests.cast import Cast, refused
from tests.factors.device import Device
from tests.factors.test_factors import with_app, with_passkey
from tests.searching import search_all

NEW = "new@people.example"
CHANGES: dict[str, Callable[[Person], Any]] = {
    "address": lambda person: accounts.change_address(person, email=NEW),
    "address taken back": lambda person: accounts.take_address_back(accounts.change_address(person, email=NEW)),
    "app": with_app,
    "passkey": lambda person: with_passkey(person, Device()),
    "recovery": lambda person: accounts.recover_account(person, password="ひみつの合い言葉 42"),
}
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("change", CHANGES)
def test_for_three_days_after_a_change_nobody_is_handed_the_data(desk_scope: Cast, change: str) -> None:
    hana = desk_scope.hana
    copy = OwnCopy.objects.create(person=hana, language="ja", asked_at=clock.now(), file="x")
    CHANGES[change](hana)
    hana.refresh_from_db()
    with refused("cooling"):
        actions.fetch_copy(hana, copy=copy)
    assert actions.ask_for_copy(hana, language="ja") is None
    assert OwnCopy.objects.filter(person=hana).count() == 1


def test_the_moment_before_it_is_over_and_the_moment_after(desk_scope: Cast, paid: Any) -> None:
    hana = desk_scope.hana
    request = paid(hana)
    search_all(request.id)
    now = clock.now()
    with clock.held_at(now):
        with_app(hana)
    hana.refresh_from_db()
    with clock.held_at(now + COOLING - SECOND), refused("cooling"):
        actions.fetch_package(hana, request=request)
    with clock.held_at(now + COOLING + SECOND):
        assert actions.fetch_package(hana, request=request)
        assert actions.ask_for_copy(hana, language="ja") is not None


def test_a_password_that_was_known_a_first_passkey_and_signing_out_everywhere_change_nothing(desk_scope: Cast) -> None:
    hana = desk_scope.hana
    accounts.change_password(hana, password="ひみつの合い言葉 42")
    accounts.revoke_sessions(hana)
    newcomer = accounts.register_person(email="newcomer@people.example", password=None, language="ja")
    with_passkey(newcomer, Device())
    for person in (hana, newcomer):
        person.refresh_from_db()
        assert cools_until(person) is None


def test_the_address_before_hears_of_every_request(desk_scope: Cast) -> None:
    hana, before = desk_scope.hana, desk_scope.hana.email
    actions.ask_for_copy(desk_scope.taro, language="ja")
    accounts.change_address(hana, email=NEW)
    hana.refresh_from_db()
    asked = actions.ask(hana, kind=Kind.DISCLOSURE, words="すべて")
    actions.confirm_identity(hana, request=asked)
    actions.ask_for_copy(hana, language="ja")
    letter = Letter.objects.get(kind="former_told")
    assert letter.recipient == before
    assert "72時間" in letter.text
