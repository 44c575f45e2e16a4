"""Another e-mail address: the password again, a code from the new one, word to the old one."""

from typing import Any

import pytest
from django.test import Client

from coorum.accounts.models import Person
from coorum.base.ledger.models import Entry
from coorum.base.scope import provider_scope, site_scope
from coorum.consent.notice import joining_notice
from coorum.provision import actions as provision
from coorum.provision.actions.providing import renew_everywhere
from coorum.provision.models import ProvidedProfile
from tests.cast import Cast
from tests.doors.signin.steps import NEW, PASSWORD, code_sent, letters

PAGE = "/signin/address/"


@pytest.fixture
def hana(cast: Cast, visit: Any) -> Client:
    """Hana on the sign-in origin, who has just shown her password."""
    browser: Client = visit(None, as_=cast.hana)
    assert browser.post(f"/signin/again/?next={PAGE}", {"password": PASSWORD}).url == PAGE
    return browser


def enter(browser: Client, code: str) -> Any:
    return browser.post("/signin/verify/", {"action": "verify", "code": code})


def address_of(cast: Cast) -> str:
    return Person.objects.get(id=cast.hana.id).email


def can_sign_in(visit: Any, email: str) -> bool:
    answer = visit(None).post("/signin/login/", {"login": email, "password": PASSWORD})
    return bool(answer.status_code == 302)


def test_it_takes_effect_when_the_code_from_the_new_address_is_entered(cast: Cast, visit: Any, hana: Client) -> None:
    elsewhere = visit(None, as_=cast.hana)
    assert hana.post(PAGE, {"email": NEW.upper()}).url == "/signin/verify/"
    assert NEW in hana.get("/signin/verify/").content.decode()
    assert address_of(cast) == cast.hana.email
    assert enter(hana, code_sent()).url == "/signin/account/"
    assert NEW in hana.get("/signin/account/").content.decode()
    assert letters() == [("verify_address", NEW), ("address_changed", cast.hana.email)]
    assert elsewhere.get("/signin/account/").status_code == 302
    assert can_sign_in(visit, NEW)
    assert not can_sign_in(visit, cast.hana.email)


def test_the_password_is_asked_for_first(cast: Cast, visit: Any) -> None:
    browser = visit(None, as_=cast.hana)
    for answer in (browser.get(PAGE), browser.post(PAGE, {"email": NEW})):
        assert answer.url.startswith("/signin/again/?next=")
    assert letters() == []


def test_a_wrong_code_changes_nothing(cast: Cast, hana: Client) -> None:
    hana.post(PAGE, {"email": NEW})
    for _guess in range(4):
        enter(hana, "0000-0000")
    enter(hana, code_sent())
    assert address_of(cast) == cast.hana.email


def test_an_address_that_somebody_has_is_answered_alike_and_cannot_be_taken(
    cast: Cast, visit: Any, hana: Client
) -> None:
    taken = hana.post(PAGE, {"email": cast.taro.email})
    page = hana.get("/signin/verify/").content.decode().replace(cast.taro.email, NEW)
    code = code_sent()
    hana.post("/signin/start-over/")
    free = hana.post(PAGE, {"email": NEW})
    assert (taken.status_code, taken.url) == (free.status_code, free.url)
    assert len(page) == len(hana.get("/signin/verify/").content.decode())
    hana.post("/signin/start-over/")
    hana.post(PAGE, {"email": cast.taro.email})
    assert code != code_sent()
    enter(hana, code_sent())
    assert address_of(cast) == cast.hana.email
    assert can_sign_in(visit, cast.taro.email)


@pytest.mark.parametrize("sent", [{"email": "hana@people.example"}, {"email": "x"}, {"email": NEW, "primary": "1"}])
def test_what_is_no_new_address_is_refused(cast: Cast, hana: Client, sent: dict[str, str]) -> None:
    assert hana.post(PAGE, sent).status_code == 200
    assert letters() == []


def test_a_mistyped_address_can_be_typed_again(cast: Cast, hana: Client) -> None:
    hana.post(PAGE, {"email": "slip@people.example"})
    assert hana.post("/signin/start-over/").url == PAGE
    assert hana.get(PAGE).status_code == 200


def test_a_code_that_went_to_the_old_address_is_worth_nothing_any_more(cast: Cast, visit: Any, hana: Client) -> None:
    stranger = visit(None)
    stranger.post("/signin/recover/", {"email": cast.hana.email})
    code = code_sent("recover")
    hana.post(PAGE, {"email": NEW})
    enter(hana, code_sent())
    assert stranger.post("/signin/recover/code/", {"code": code}).status_code == 200


def test_it_leaves_evidence(cast: Cast, hana: Client) -> None:
    hana.post(PAGE, {"email": NEW})
    enter(hana, code_sent())
    with provider_scope():
        assert Entry.objects.filter(kind="accounts.address.changed").count() == 1


def test_only_operators_who_are_provided_with_the_address_get_the_new_one(cast: Cast, visit: Any) -> None:
    with site_scope(cast.kissa.id):
        provision.join(
            cast.mika, fingerprint=joining_notice(cast.kissa, "ja").fingerprint, language="ja", advertising=False
        )
    browser = visit(None, as_=cast.mika)
    browser.post(f"/signin/again/?next={PAGE}", {"password": PASSWORD})
    browser.post(PAGE, {"email": NEW})
    enter(browser, code_sent())
    with provider_scope():
        renew_everywhere(cast.mika.id)
    with site_scope(cast.kissa.id):
        assert ProvidedProfile.objects.get().email == NEW
    with site_scope(cast.kiri.id):  # a member there too, who agreed to nothing
        assert not ProvidedProfile.objects.exists()
