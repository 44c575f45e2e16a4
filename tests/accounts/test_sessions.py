"""Sessions: one query lists them, one ends them, and a new password ends them all."""

from dataclasses import fields
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coorum.accounts import actions, devices
from coorum.accounts.methods import WORDS
from coorum.accounts.models import HandOff, Person, Session
from coorum.accounts.sessions import SessionStore, coarse_network
from coorum.base import clock
from coorum.base.scope import provider_scope
from tests.cast import Cast


def open_session(person: Person, *, browser: str = "", host: str = "kissa.test", **data: Any) -> str:
    store = SessionStore()
    store.update({"_auth_user_id": str(person.id), "_browser": browser, "_host": host, **data})
    store.save()
    return str(store.session_key)


@pytest.fixture(autouse=True)
def _scope(cast: Cast) -> Any:
    with provider_scope():
        yield


def test_a_session_knows_whose_it_is(cast: Cast) -> None:
    key = open_session(cast.hana, browser="b1", _network="203.0.0.0/16", _agent="Firefox")
    row = Session.objects.get(session_key=key)
    assert (row.person, row.host, row.browser, row.network) == (cast.hana, "kissa.test", "b1", "203.0.0.0/16")


def test_the_sessions_of_one_browser_are_one_device(cast: Cast) -> None:
    here = open_session(cast.hana, browser="b1", host="provider.test")
    open_session(cast.hana, browser="b1", host="kissa.test")
    open_session(cast.hana, browser="b2", host="kissa.test")
    open_session(cast.taro, browser="b3")
    first, second = devices.devices_of(cast.hana, session_key=here)
    assert (first.id, first.hosts, first.is_this) == ("b1", ("kissa.test", "provider.test"), True)
    assert (second.id, second.is_this) == ("b2", False)


def test_listing_devices_is_one_query_however_many(cast: Cast) -> None:
    for number in range(9):
        open_session(cast.hana, browser=f"b{number}")
    with CaptureQueriesContext(connection) as queries:
        devices.devices_of(cast.hana)
    assert len(queries) == 1


def test_a_device_says_how_it_was_let_in_and_not_where_in_the_world_it_is(cast: Cast) -> None:
    open_session(cast.hana, browser="b1", host="provider.test", _methods=["password", "totp"])
    open_session(cast.hana, browser="b1", host="kissa.test", _methods=["password", "totp"])
    open_session(cast.hana, browser="b2", _methods=["linked:google"], _network="203.0.0.0/16")
    open_session(cast.hana, browser="b3")
    found = {device.id: device for device in devices.devices_of(cast.hana)}
    assert found["b1"].methods == (WORDS["password"], WORDS["totp"])
    assert found["b2"].methods == ("Google",)
    assert found["b3"].methods == ()
    assert {field.name for field in fields(devices.Device)} == {
        "id",
        "agent",
        "network",
        "hosts",
        "signed_in_at",
        "seen_at",
        "is_this",
        "methods",
    }


def test_a_device_or_all_of_them_are_signed_out_in_one_statement(cast: Cast) -> None:
    for number in range(9):
        open_session(cast.hana, browser="lost", host=f"{number}.test")
    open_session(cast.taro, browser="lost")
    with CaptureQueriesContext(connection) as one:
        actions.revoke_device(cast.hana, device_id="lost")
    assert [query for query in one.captured_queries if '"session"' in query["sql"]][1:] == []
    assert list(Session.objects.values_list("person", flat=True)) == [cast.taro.id]
    for number in range(9):
        open_session(cast.hana, browser=f"b{number}")
    with CaptureQueriesContext(connection) as every:
        actions.revoke_sessions(cast.hana)
    assert [query for query in every.captured_queries if '"session"' in query["sql"]][1:] == []
    assert not Session.objects.filter(person=cast.hana).exists()


def test_a_session_without_a_named_browser_is_a_device_of_its_own(cast: Cast) -> None:
    open_session(cast.hana)
    kept = open_session(cast.hana)
    other = next(device for device in devices.devices_of(cast.hana, session_key=kept) if not device.is_this)
    actions.revoke_device(cast.hana, device_id="")
    assert Session.objects.count() == 2
    actions.revoke_device(cast.hana, device_id=other.id)
    assert list(Session.objects.values_list("session_key", flat=True)) == [kept]


def test_a_device_can_be_signed_out_alone(cast: Cast) -> None:
    open_session(cast.hana, browser="lost")
    kept = open_session(cast.hana, browser="kept")
    actions.revoke_device(cast.hana, device_id="lost")
    assert list(Session.objects.values_list("session_key", flat=True)) == [kept]


def test_a_session_without_a_browser_name_is_a_device_too(cast: Cast) -> None:
    key = open_session(cast.hana)
    (device,) = devices.devices_of(cast.hana)
    assert key not in device.id
    actions.revoke_device(cast.hana, device_id=device.id)
    assert not Session.objects.exists()


def test_nobody_ends_the_sessions_of_another(cast: Cast) -> None:
    open_session(cast.taro, browser="b1")
    actions.revoke_device(cast.hana, device_id="b1")
    actions.revoke_sessions(cast.hana)
    assert Session.objects.count() == 1


def test_revoking_all_ends_sign_ins_under_way(cast: Cast) -> None:
    open_session(cast.hana)
    actions.hand_off(cast.hana, host="kissa.test", challenge="c", next_path="/", browser="")
    actions.revoke_sessions(cast.hana)
    assert not Session.objects.exists()
    assert not HandOff.objects.exists()


def test_signing_out_of_a_site_leaves_the_others_of_that_browser(cast: Cast) -> None:
    here = open_session(cast.hana, browser="b1", host="kissa.test")
    open_session(cast.hana, browser="b1", host="provider.test")
    open_session(cast.hana, browser="b1", host="kiri.test")
    open_session(cast.hana, browser="b2", host="provider.test")
    actions.sign_out(cast.hana, session_key=here, browser="b1", hosts=["kissa.test", "provider.test"])
    left = Session.objects.order_by("host").values_list("browser", "host")
    assert list(left) == [("b1", "kiri.test"), ("b2", "provider.test")]


def test_a_new_password_ends_every_other_session(cast: Cast) -> None:
    kept = open_session(cast.hana, browser="b1")
    open_session(cast.hana, browser="b2")
    actions.change_password(cast.hana, password="a quite new sentence", session_key=kept)
    assert Session.objects.get().session_key == kept
    assert Person.objects.get(id=cast.hana.id).check_password("a quite new sentence")


def test_recovery_ends_every_session(cast: Cast) -> None:
    open_session(cast.hana, browser="b1")
    actions.recover_account(cast.hana, password="a quite new sentence")
    assert not Session.objects.exists()


def test_a_session_is_seen_once_a_day_at_most(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    key = open_session(cast.hana)
    before = Session.objects.get().seen_at
    SessionStore(key).load()
    assert Session.objects.get().seen_at == before
    tomorrow = clock.now().replace(year=clock.now().year)
    monkeypatch.setattr(clock, "now", lambda: tomorrow + timedelta(days=1, minutes=1))
    SessionStore(key).load()
    assert Session.objects.get().seen_at > before


def test_a_session_on_the_way_in_is_short(cast: Cast, settings: Any) -> None:
    waiting = SessionStore()
    waiting["account_login"] = {"email": "nozomi@people.example"}
    waiting.save()
    assert Session.objects.get().expire_date < clock.now() + timedelta(hours=2)
    open_session(cast.hana)
    days = timedelta(seconds=settings.SESSION_COOKIE_AGE - 60)
    assert Session.objects.get(person=cast.hana).expire_date > clock.now() + days


@pytest.mark.parametrize(
    ("address", "network"),
    [("203.0.113.7", "203.0.0.0/16"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("nonsense", ""), ("", "")],
)
def test_only_half_of_an_address_is_kept(address: str, network: str) -> None:
    assert coarse_network(address) == network


def test_the_session_engine_is_ours(settings: Any) -> None:
    assert import_module(settings.SESSION_ENGINE).SessionStore is SessionStore


def test_a_day_on_which_the_account_is_used_is_remembered(cast: Cast, visit: Any) -> None:
    browser = visit(cast.kissa, as_=cast.hana)
    long_ago = clock.now() - timedelta(days=20)
    Session.objects.update(seen_at=long_ago)
    Person.objects.filter(id=cast.hana.id).update(last_login=long_ago)
    browser.get("/")
    assert Person.objects.get(id=cast.hana.id).last_login > clock.now() - timedelta(minutes=5)
