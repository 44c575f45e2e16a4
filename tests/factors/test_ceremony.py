"""Passkeys: an answer holds for its challenge, its place and its person, and for nothing else."""

from typing import Any

import pytest

from coorum.base.scope import provider_scope
from coorum.factors import actions, ceremony, queries
from coorum.factors.models import Passkey
from tests.cast import Cast, refused
from tests.factors.device import Device, unpacked
from tests.factors.test_factors import HERE, with_passkey


@pytest.fixture(autouse=True)
def _scope(cast: Cast) -> Any:
    with provider_scope():
        yield


def show(passkey: Passkey, device: Device, **instead: Any) -> int:
    options, state = ceremony.begin_showing(HERE, passkeys=[passkey])
    answer = device.sign(options["publicKey"], **instead)
    return ceremony.finish_showing(HERE, state=state, answer=answer, passkey=passkey)


def test_a_passkey_is_made_and_shown(cast: Cast) -> None:
    device = Device()
    passkey = with_passkey(cast.hana, device)
    assert show(passkey, device) == 0
    assert queries.passkey_with(device.credential) == passkey


def test_the_device_is_told_nothing_personal_but_the_address_it_shows(cast: Cast) -> None:
    options, _state = ceremony.begin_adding(HERE, account=cast.hana.email, standing=[])
    user = options["publicKey"]["user"]
    assert user["name"] == cast.hana.email
    handle = unpacked(user["id"])
    assert len(handle) == 32
    assert cast.hana.id.bytes not in handle
    assert ceremony.begin_adding(HERE, account=cast.hana.email, standing=[])[0]["publicKey"]["user"]["id"] != user["id"]


def test_all_passkeys_of_a_person_have_one_handle_and_none_is_made_twice(cast: Cast) -> None:
    first, second = Device(), Device()
    with_passkey(cast.hana, first)
    with_passkey(cast.hana, second)
    assert first.handle == second.handle
    with refused("passkey_known"):
        with_passkey(cast.taro, first)


@pytest.mark.parametrize(
    "device",
    [
        Device(origin="https://provider.test"),
        Device(origin="http://evil.test"),
        Device(origin="http://provider.test.evil.test"),
        Device(rp_id="evil.test"),
        Device(verifies=False),
    ],
    ids=["scheme", "origin", "longer", "place", "unverified"],
)
def test_a_key_made_elsewhere_or_by_anybody_is_refused(cast: Cast, device: Device) -> None:
    with refused("passkey_wrong"):
        with_passkey(cast.hana, device)


@pytest.mark.parametrize(
    "change",
    [{"origin": "http://evil.test"}, {"rp_id": "evil.test"}, {"verifies": False}],
    ids=["origin", "place", "uv"],
)
def test_an_answer_from_elsewhere_is_refused(cast: Cast, change: dict[str, Any]) -> None:
    device = Device()
    passkey = with_passkey(cast.hana, device)
    vars(device).update(change)
    with refused("passkey_wrong"):
        show(passkey, device)


@pytest.mark.parametrize("part", ["signature", "authenticatorData", "clientDataJSON", "userHandle"])
def test_an_answer_that_was_changed_is_refused(cast: Cast, part: str) -> None:
    device = Device()
    passkey = with_passkey(cast.hana, device)
    with refused("passkey_wrong"):
        show(passkey, device, **{part: b"x" * 40})


def test_another_key_is_refused(cast: Cast) -> None:
    passkey = with_passkey(cast.hana, Device())
    stranger = Device()
    stranger.credential = bytes(passkey.credential)
    stranger.handle = bytes(passkey.handle)
    with refused("passkey_wrong"):
        show(passkey, stranger)


@pytest.mark.parametrize(
    "answer", [{}, {"rawId": 1}, {"rawId": "x", "response": "y"}, {"id": "a", "rawId": "YQ", "response": {}}]
)
def test_nonsense_is_refused(cast: Cast, answer: dict[str, Any]) -> None:
    passkey = with_passkey(cast.hana, Device())
    _options, state = ceremony.begin_showing(HERE, passkeys=[passkey])
    with refused("passkey_wrong"):
        ceremony.finish_showing(HERE, state=state, answer=answer, passkey=passkey)
    with refused("passkey_wrong"):
        ceremony.finish_adding(HERE, state={**state, "handle": "00"}, answer=answer)


def test_a_copied_key_is_found_by_its_counter(cast: Cast) -> None:
    passkey = with_passkey(cast.hana, Device())
    actions.note_use(passkey, uses=5)
    actions.note_use(passkey, uses=6)
    with refused("passkey_copied"):
        actions.note_use(passkey, uses=6)
    with refused("passkey_copied"):
        actions.note_use(passkey, uses=0)


def test_there_are_twenty_at_most(cast: Cast) -> None:
    for number in range(20):
        with_passkey(cast.hana, Device(), f"key {number}")
    with refused("many_passkeys"):
        with_passkey(cast.hana, Device())
