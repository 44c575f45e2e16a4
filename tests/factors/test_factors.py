"""Adding, proving and removing factors: each change ends other sessions, is told and recorded; each code is taken once."""

from typing import Any

import pytest

from coorum.accounts import actions as accounts
from coorum.accounts.models import Person, Session
from coorum.base import clock
from coorum.base.ledger.models import Leaf
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope
from coorum.factors import actions, ceremony, queries, totp
from coorum.factors.ceremony import Host
from coorum.factors.models import App, Passkey, RecoveryCode
from tests.accounts.test_sessions import open_session
from tests.cast import Cast, refused
from tests.factors.device import Device

HERE = Host(id="provider.test", origin="http://provider.test", name="coorum")


@pytest.fixture(autouse=True)
def _scope(cast: Cast) -> Any:
    with provider_scope():
        yield


def with_app(person: Person) -> str:
    """The person's new app; a code of it can still be used."""
    secret = totp.new_secret()
    actions.add_app(person, secret=secret, code=code_of(secret, -1))
    return secret


def code_of(secret: str, steps: int = 0) -> str:
    return totp.code_at(secret, totp.step_at(clock.now()) + steps)


def with_passkey(person: Person, device: Device, name: str = "my phone") -> Passkey:
    options, state = ceremony.begin_adding(HERE, account=person.email, standing=queries.passkeys_of(person))
    key = ceremony.finish_adding(HERE, state=state, answer=device.make(options["publicKey"]))
    return actions.add_passkey(person, key=key, name=name)


def kinds() -> list[str]:
    return list(Letter.objects.order_by("written_at").values_list("kind", flat=True))


def test_an_app_is_added_once_it_showed_a_code(cast: Cast) -> None:
    secret = totp.new_secret()
    with refused("code_wrong"):
        actions.add_app(cast.hana, secret=secret, code="000000" if code_of(secret) != "000000" else "111111")
    assert not queries.has_second_factor(cast.hana)
    actions.add_app(cast.hana, secret=secret, code=code_of(secret))
    assert queries.has_second_factor(cast.hana)


def test_the_secret_lies_sealed_for_its_row(cast: Cast) -> None:
    from django.db import connection

    secret = with_app(cast.hana)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM factors_app")
        assert secret.encode() not in bytes(cursor.fetchone()[0])
    assert App.objects.get().secret == secret


def test_every_change_ends_other_sessions_and_is_told(cast: Cast) -> None:
    here = open_session(cast.hana, browser="here")
    open_session(cast.hana, browser="elsewhere")
    secret = totp.new_secret()
    actions.add_app(cast.hana, secret=secret, code=code_of(secret), session_key=here)
    assert Session.objects.get().browser == "here"
    actions.make_codes(cast.hana, session_key=here)
    actions.remove_app(cast.hana, session_key=here)
    assert kinds() == ["factor_changed"] * 3
    assert cast.hana.epoch == 3
    told = Letter.objects.order_by("written_at").values_list("subject", flat=True)
    assert told[0] == "認証アプリを登録しました"


def test_a_code_of_the_app_is_taken_once(cast: Cast) -> None:
    secret = with_app(cast.hana)
    code = code_of(secret)
    assert actions.prove(cast.hana, code=code) == "totp"
    with refused("code_wrong"):
        actions.prove(cast.hana, code=code)
    with refused("code_wrong"):
        actions.prove(cast.hana, code=code_of(secret, -1))
    assert actions.prove(cast.hana, code=code_of(secret, 1)) == "totp"


def test_the_code_that_added_the_app_is_used_up(cast: Cast) -> None:
    secret = totp.new_secret()
    code = code_of(secret)
    actions.add_app(cast.hana, secret=secret, code=code)
    with refused("code_wrong"):
        actions.prove(cast.hana, code=code)


def test_a_recovery_code_works_once_however_it_is_typed(cast: Cast) -> None:
    with_app(cast.hana)
    first, second, *_others = actions.make_codes(cast.hana)
    assert actions.prove(cast.hana, code=first.upper().replace("-", " ")) == "recovery_code"
    with refused("code_wrong"):
        actions.prove(cast.hana, code=first)
    assert queries.factors_of(cast.hana).codes_left == 9
    assert Letter.objects.latest("written_at").subject == "リカバリーコードが使われました"
    with refused("code_wrong"):
        actions.prove(cast.taro, code=second)


def test_new_codes_make_those_of_before_void(cast: Cast) -> None:
    with_app(cast.hana)
    old, *_others = actions.make_codes(cast.hana)
    actions.make_codes(cast.hana)
    with refused("code_wrong"):
        actions.prove(cast.hana, code=old)
    assert RecoveryCode.objects.count() == 10


def test_no_code_can_be_read_from_its_row(cast: Cast) -> None:
    with_app(cast.hana)
    codes = actions.make_codes(cast.hana)
    kept = " ".join(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert not any(code in kept for code in codes)


def test_with_the_last_factor_the_codes_go(cast: Cast) -> None:
    with_app(cast.hana)
    passkey = with_passkey(cast.hana, Device())
    actions.make_codes(cast.hana)
    actions.remove_app(cast.hana)
    assert RecoveryCode.objects.exists()
    actions.remove_passkey(cast.hana, passkey_id=passkey.id)
    assert not RecoveryCode.objects.exists()


def test_the_only_way_in_is_not_removed(cast: Cast) -> None:
    passkey = with_passkey(cast.hana, Device())
    cast.hana.set_unusable_password()
    cast.hana.save()
    with refused("last_way"):
        actions.remove_passkey(cast.hana, passkey_id=passkey.id)
    with_passkey(cast.hana, Device(), "my laptop")
    actions.remove_passkey(cast.hana, passkey_id=passkey.id)
    assert Passkey.objects.get().name == "my laptop"


def test_nobody_touches_the_passkeys_of_another(cast: Cast) -> None:
    passkey = with_passkey(cast.hana, Device())
    actions.remove_passkey(cast.taro, passkey_id=passkey.id)
    actions.rename_passkey(cast.taro, passkey_id=passkey.id, name="mine")
    assert Passkey.objects.get().name == "my phone"


def test_each_deed_is_in_the_record_without_a_secret(cast: Cast) -> None:
    assert Leaf._meta.label
    secret = with_app(cast.hana)
    accounts.revoke_sessions(cast.hana)
    text = " ".join(Letter.objects.values_list("text", flat=True))
    assert secret not in text
