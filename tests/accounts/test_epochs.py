"""A new epoch: whatever began before it opens nothing any more."""

from collections.abc import Callable
from typing import Any

import pytest

from coorum.accounts import actions
from coorum.accounts.actions.hand_offs import s256
from coorum.accounts.methods import has_second_factor
from coorum.accounts.models import HandOff, Person, Session
from coorum.base.scope import provider_scope
from tests.accounts.test_sessions import open_session
from tests.cast import Cast, refused


@pytest.fixture(autouse=True)
def _scope(cast: Cast) -> Any:
    with provider_scope():
        yield


def test_sessions_and_hand_offs_end_but_the_one_that_stays(cast: Cast) -> None:
    kept = open_session(cast.hana, browser="here")
    open_session(cast.hana, browser="elsewhere")
    open_session(cast.taro, browser="his")
    code = actions.hand_off(cast.hana, host="kissa.test", challenge=s256("v" * 43), next_path="/", browser="")
    actions.move_on(cast.hana, session_key=kept)
    assert set(Session.objects.values_list("browser", flat=True)) == {"here", "his"}
    assert not HandOff.objects.exists()
    with refused("hand_off_invalid"):
        actions.redeem_hand_off(code, host="kissa.test", verifier="v" * 43)


def test_what_a_session_is_compared_with_changes_with_the_epoch(cast: Cast) -> None:
    before = cast.hana.get_session_auth_hash()
    actions.move_on(cast.hana)
    assert cast.hana.epoch == 1
    assert cast.hana.get_session_auth_hash() != before


@pytest.mark.parametrize(
    "deed",
    [
        lambda person: actions.change_password(person, password="a quite new sentence"),
        lambda person: actions.recover_account(person, password="a quite new sentence"),
        lambda person: actions.change_address(person, email="new@people.example"),
        actions.revoke_sessions,
    ],
    ids=["password", "recovery", "address", "everywhere"],
)
def test_it_begins_with_every_change_of_what_opens_the_account(cast: Cast, deed: Callable[[Person], None]) -> None:
    deed(cast.hana)
    assert Person.objects.get(id=cast.hana.id).epoch == 1


@pytest.mark.parametrize(
    ("methods", "answer"),
    [([], False), (["password"], False), (["linked:line"], False), (["password", "totp"], True), (["passkey"], True)],
)
def test_a_second_factor_shows_in_how_a_session_began(methods: list[str], answer: bool) -> None:
    assert has_second_factor(methods) is answer
