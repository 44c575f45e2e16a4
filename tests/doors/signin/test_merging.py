"""Merging two accounts at the door: Hana shows that Taro's account is hers too. Both are proved, or nothing is shown."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coorum.accounts import actions as accounts
from coorum.accounts.models import Person, Session
from coorum.base.scope import provider_scope, site_scope
from coorum.privacy.models import Merge
from coorum.signin import merging
from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import NEW_PASSWORD
from tests.doors.signin.test_linked import fake, linked, offer  # noqa: F401
from tests.doors.signin.test_passkeys import answered
from tests.factors.device import Device
from tests.factors.test_factors import code_of, with_app, with_passkey
from tests.linking.steps import visit as there

START, FACTOR, CONFIRM, UNDO = (f"/signin/merging/{path}" for path in ("", "factor/", "confirmation/", "undoing/"))


@pytest.fixture
def hana(cast: Cast, visit: Any) -> Client:
    return signed_in(visit, cast.hana)


def signed_in(visit: Any, person: Person) -> Client:
    browser: Client = visit(None)
    browser.post("/signin/login/", {"login": person.email, "password": PASSWORD})
    return browser


def show(browser: Client, person: Person, password: str = PASSWORD) -> Any:
    return browser.post(START, {"login": person.email, "password": password})


def confirm(browser: Client) -> Any:
    """Look at what will happen, and press the button."""
    seen = re.search(r'name="seen" value="(\w+)"', browser.get(CONFIRM).content.decode())
    return browser.post(CONFIRM, {"seen": seen[1] if seen else ""})


def is_merged() -> bool:
    return Merge.objects.filter(undone_at=None).exists()


def test_shown_previewed_merged_and_undone_with_the_other_account(cast: Cast, hana: Client, visit: Any) -> None:
    assert "/signin/merging/" in hana.get("/signin/account/").content.decode()
    assert cast.hana.email in hana.get(START).content.decode()
    assert show(hana, cast.taro).url == CONFIRM
    assert not Session.objects.filter(person=cast.taro).exists(), "nobody is signed in by it"
    shown = hana.get(CONFIRM).content.decode()
    assert all(word in shown for word in (cast.kissa.name, "Hana", "Taro", cast.taro.email))
    assert not is_merged()
    assert confirm(hana).url == START
    done = hana.get(START).content.decode()
    assert cast.taro.email in done
    assert UNDO in done
    assert hana.get(CONFIRM).url == START, "what was shown serves once"

    taro = signed_in(visit, cast.taro)
    assert "/signin/merging/" in taro.get("/signin/account/").content.decode()
    taro.post(UNDO)
    assert not is_merged()
    assert show(hana, cast.taro).url == CONFIRM


def test_a_stolen_session_alone_merges_nothing(cast: Cast, visit: Any) -> None:
    """One of either: without a proof just now every page asks for it, and the other account is not shown by being signed in."""
    thief = visit(None, as_=cast.hana)
    for method, path in (("get", START), ("post", START), ("post", CONFIRM), ("post", UNDO), ("post", FACTOR)):
        answer = getattr(thief, method)(path, {"login": cast.taro.email, "password": PASSWORD, "seen": "x"})
        assert answer.url.startswith("/signin/again/"), path
    assert merging._KEY not in thief.session
    assert not is_merged()


def test_the_password_of_the_other_account_is_counted_like_a_sign_in(cast: Cast, hana: Client, visit: Any) -> None:
    assert [show(hana, cast.taro, "違う合言葉です").status_code for _ in range(6)] == [200] * 5 + [429]
    assert show(hana, cast.taro).status_code == 429
    assert visit(None).post("/signin/login/", {"login": cast.taro.email, "password": PASSWORD}).status_code == 429
    assert hana.get(CONFIRM).url == START


def test_the_other_accounts_second_factor_is_needed_and_three_wrong_codes_end_it(cast: Cast, hana: Client) -> None:
    with provider_scope():
        secret = with_app(cast.taro)
    assert show(hana, cast.taro).url == FACTOR
    assert hana.get(CONFIRM).url == FACTOR
    assert hana.post(CONFIRM, {"seen": "x"}).url == FACTOR
    wrong = "000000" if code_of(secret) != "000000" else "111111"
    assert [hana.post(FACTOR, {"code": wrong}).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert hana.post(FACTOR, {"code": code_of(secret)}).status_code == 429
    assert hana.get(CONFIRM).url == FACTOR
    show(hana, cast.taro)
    assert hana.post(FACTOR, {"code": code_of(secret)}).url == CONFIRM
    confirm(hana)
    assert is_merged()


def _password(cast: Cast, _hana: Client) -> None:
    with provider_scope():
        accounts.change_password(Person.objects.get(id=cast.taro.id), password=NEW_PASSWORD)


def _time(_cast: Cast, hana: Client) -> None:
    session = hana.session
    session[merging._KEY] = {**session[merging._KEY], "at": time.time() - merging.LIFE - 1}
    session.save()


def _other_session(cast: Cast, hana: Client) -> None:
    """What one session was shown is worth nothing in another's."""
    held = hana.session[merging._KEY]
    hana.post("/signin/logout/")
    hana.post("/signin/login/", {"login": cast.mika.email, "password": PASSWORD})
    session = hana.session
    session[merging._KEY] = held
    session.save()


@pytest.mark.parametrize("change", [_password, _time, _other_session])
def test_what_was_shown_is_void_once_something_changed(
    cast: Cast, hana: Client, change: Callable[[Cast, Client], None]
) -> None:
    show(hana, cast.taro)
    assert hana.get(CONFIRM).status_code == 200
    change(cast, hana)
    assert hana.get(CONFIRM).url == START
    assert hana.post(CONFIRM, {"seen": "x"}).url == START
    assert not is_merged()


def test_another_preview_than_was_shown_is_not_carried_out(cast: Cast, hana: Client) -> None:
    show(hana, cast.taro)
    assert hana.post(CONFIRM, {"seen": "0" * 64}).url == CONFIRM
    assert not is_merged()


def test_a_passkey_or_a_linked_service_shows_it_as_well(
    cast: Cast,
    hana: Client,
    fake: Any,  # noqa: F811
) -> None:
    device = Device()
    with provider_scope():
        with_passkey(cast.taro, device)
    answer = hana.post("/signin/merging/passkey/", answered(device, hana.get(START)))
    assert answer.url == CONFIRM, "both factors in one"
    service = offer(cast, fake)
    linked(cast, service, person=cast.mika)
    onward = hana.post(f"/signin/merging/with/{service.slug}/").content.decode()
    address = re.search(r'href="(http://127[^"]+)"', onward)
    assert address
    back = hana.get(f"/signin/with/{service.slug}/return/", there(address[1].replace("&amp;", "&")))
    assert back.url == f"/signin/merging/with/{service.slug}/shown/"
    assert hana.get(back.url).url == CONFIRM
    assert cast.mika.email in hana.get(CONFIRM).content.decode()
    with site_scope(cast.kiri.id):
        assert hana.get("/signin/linked/").status_code == 200


def test_who_may_not_is_told_only_after_everything_was_shown(cast: Cast, hana: Client) -> None:
    assert show(hana, cast.desk).url == CONFIRM
    answer = hana.get(CONFIRM, follow=True)
    assert answer.redirect_chain[-1][0] == START
    assert not is_merged()
    assert show(hana, cast.hana).url == CONFIRM
    assert hana.get(CONFIRM).url == START
