"""Letters about identity: one purpose each, in the reader's language, saying who sends them."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from coorum.accounts.models import Person
from coorum.base.outbox import Letter
from coorum.base.scope import PROVIDER
from coorum.portal.addresses import erasure_page
from tests.cast import PASSWORD, Cast
from tests.doors.signin.steps import NEW, NEW_PASSWORD, code_sent, form, page, way_to
from tests.privacy.erasure.conftest import _folders, leave  # noqa: F401  fixtures

JAPANESE = range(0x3041, 0x3097)


def language_of(browser: Client) -> str:
    return browser.cookies["language"].value if "language" in browser.cookies else "ja"


def register(browser: Client, cast: Cast) -> None:
    browser.post(page("signup", cast.kissa), form(cast.kissa, language=language_of(browser)))


def register_again(browser: Client, cast: Cast) -> None:
    browser.post(page("signup", cast.kissa), form(cast.kissa, language=language_of(browser), email=cast.hana.email))


def recover(browser: Client, cast: Cast) -> None:
    browser.post(page("recover", cast.kissa), {"email": cast.hana.email, "next": way_to(cast.kissa)})


def recover_nobody(browser: Client, cast: Cast) -> None:
    browser.post(page("recover", cast.kissa), {"email": NEW, "next": way_to(cast.kissa)})


def recover_to_the_end(browser: Client, cast: Cast) -> None:
    recover(browser, cast)
    browser.post(page("recover/code", cast.kissa), {"code": code_sent("recover")})
    browser.post(page("recover/password", cast.kissa), {"password": NEW_PASSWORD})


def change(browser: Client, cast: Cast) -> None:
    browser.post(page("login", cast.kissa), {"login": cast.hana.email, "password": PASSWORD})
    browser.post(page("password", cast.kissa), {"current": PASSWORD, "password": NEW_PASSWORD})


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("kind", "step"),
    [
        ("verify_address", register),
        ("already_registered", register_again),
        ("recover", recover),
        ("no_account", recover_nobody),
        ("password_recovered", recover_to_the_end),
        ("password_changed", change),
    ],
)
def test_a_letter_is_whole(cast: Cast, visit: Any, kind: str, step: Any, language: str) -> None:
    Person.objects.update(language=language)
    browser = visit(None)
    browser.cookies["language"] = language
    step(browser, cast)
    letter = Letter.objects.get(kind=kind)
    provider, operator = "架空コミュニティ株式会社", cast.kissa.operator.legal_name
    for words in (letter.text, letter.html):
        assert provider in words
        assert operator in words
        assert "{" not in words
    assert letter.sender_name == cast.kissa.name
    assert letter.site_id == PROVIDER
    own_words = letter.text.replace(provider, "").replace(operator, "").replace(cast.kissa.name, "")
    assert any(ord(letter) in JAPANESE for letter in own_words) is (language == "ja")
    assert letter.subject
    assert "\n" not in letter.subject


def test_the_letter_is_in_the_language_of_the_person_not_of_the_browser(cast: Cast, visit: Any) -> None:
    Person.objects.filter(id=cast.hana.id).update(language="en")
    recover(visit(None), cast)
    assert Letter.objects.get().subject.startswith("Your code")


def test_links_lead_back_to_where_one_came_from(cast: Cast, visit: Any) -> None:
    register_again(visit(None), cast)
    assert "http://provider.test/signin/login/?next=%2Fsignin%2Fpass%2Fkissa%2F" in Letter.objects.get().text


def test_whoever_registers_while_the_account_is_being_closed_is_told_how_to_keep_it(
    cast: Cast,
    visit: Any,
    leave: Any,  # noqa: F811
) -> None:
    wish = leave(cast.hana)
    register_again(visit(None), cast)
    letter = Letter.objects.get(kind="already_registered")
    assert erasure_page(wish.id) in letter.text
    assert date_format(timezone.localtime(wish.due_at), "DATE_FORMAT") in letter.text


def test_nobody_else_is_told_of_a_closing(cast: Cast, visit: Any) -> None:
    register_again(visit(None), cast)
    assert "/erasures/" not in Letter.objects.get(kind="already_registered").text
