"""The old address takes a change of address back: for 72 hours, once; whatever came with the change goes."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from coorum.accounts import actions, queries
from coorum.accounts.actions.addresses import LIFE
from coorum.accounts.models import AddressChange, Person, Session
from coorum.base import clock
from coorum.base.scope import provider_scope
from coorum.factors.models import App, Passkey
from tests.accounts.test_sessions import open_session
from tests.cast import PASSWORD, Cast, refused
from tests.factors.device import Device
from tests.factors.test_factors import with_app, with_passkey

OLD, NEW = "hana@people.example", "mallory@people.example"


@pytest.fixture(autouse=True)
def _scope(cast: Cast) -> Iterator[None]:
    with provider_scope():
        yield


@pytest.fixture
def code(cast: Cast) -> str:
    """What the letter to Hana's old address holds."""
    return actions.change_address(cast.hana, email=NEW)


def test_the_old_address_opens_the_account_again_and_nothing_else_does(cast: Cast, code: str) -> None:
    open_session(cast.hana)
    epoch = cast.hana.epoch
    actions.take_address_back(code)
    person = Person.objects.get(id=cast.hana.id)
    assert (person.email, person.epoch) == (OLD, epoch + 1)
    assert queries.person_at(OLD) == person
    assert queries.person_at(NEW) is None
    assert not person.check_password(PASSWORD)
    assert not Session.objects.exists()


def test_it_works_once(cast: Cast, code: str) -> None:
    actions.take_address_back(code)
    assert actions.change_with(code) is None
    with refused("link_gone"):
        actions.take_address_back(code)


@pytest.mark.parametrize(("late", "holds"), [(-1, True), (0, False), (1, False)])
def test_it_works_for_seventy_two_hours(cast: Cast, code: str, late: int, holds: bool) -> None:
    with clock.held_at(AddressChange.objects.get().changed_at + LIFE + timedelta(seconds=late)):
        assert (actions.change_with(code) is not None) is holds
        if holds:
            actions.take_address_back(code)
        else:
            with refused("link_gone"):
                actions.take_address_back(code)


def test_factors_added_since_go_and_older_ones_stay(cast: Cast) -> None:
    with_passkey(cast.hana, Device(), "mine")
    code = actions.change_address(cast.hana, email=NEW)
    with_app(cast.hana)
    with_passkey(cast.hana, Device(), "theirs")
    actions.take_address_back(code)
    assert list(Passkey.objects.values_list("name", flat=True)) == ["mine"]
    assert not App.objects.exists()


def test_a_later_change_is_taken_back_with_it(cast: Cast, code: str) -> None:
    later = actions.change_address(cast.hana, email="third@people.example")
    actions.take_address_back(code)
    assert Person.objects.get(id=cast.hana.id).email == OLD
    assert actions.change_with(later) is None


def test_a_registration_nobody_confirmed_gives_way(cast: Cast, code: str) -> None:
    actions.register_person(email=OLD, password="somebody else's phrase", language="ja")
    actions.take_address_back(code)
    assert Person.objects.get(email=OLD) == cast.hana


def test_whoever_confirmed_the_address_meanwhile_keeps_it(cast: Cast, code: str) -> None:
    other = actions.register_person(email=OLD, password="somebody else's phrase", language="ja")
    actions.verify_address(other)
    with refused("address_taken"):
        actions.take_address_back(code)


@pytest.mark.parametrize("made_up", ["", "x", "x" * 43])
def test_a_made_up_link_does_nothing(cast: Cast, code: str, made_up: str) -> None:
    assert actions.change_with(made_up) is None
    with refused("link_gone"):
        actions.take_address_back(made_up)


def test_no_link_can_be_read_from_its_row(cast: Cast, code: Any) -> None:
    assert AddressChange.objects.get().code_hash != code
