"""Registering: what is asked, what is said, and what is refused."""

import unicodedata
from html import unescape
from typing import Any

import pytest
from django.test import Client

from coorum.accounts import queries as people
from coorum.accounts.models import Person, Session
from coorum.base.scope import provider_scope, site_scope
from coorum.consent import queries as consents
from coorum.consent.kinds import PolicyKind
from coorum.consent.models import ConsentKind
from coorum.consent.notice import joining_notice
from coorum.demo.loading.provider import publish
from coorum.sites.models import Suspension
from tests.cast import Cast
from tests.doors.signin.steps import NEW, code_sent, form, letters, page, way_to


@pytest.fixture
def guest(visit: Any) -> Client:
    """A guest's browser on the provider's host."""
    return visit(None)


def text(cast: Cast, guest: Client, name: str = "signup") -> str:
    return guest.get(page(name, cast.kissa)).content.decode()


def test_the_page_says_who_gets_what(cast: Cast, guest: Client) -> None:
    said, operator = text(cast, guest), cast.kissa.operator
    for words in (operator.legal_name, operator.address, operator.representative, "メールアドレス", "パスワード"):
        assert words in said
    assert said.index("consent-title") < said.index("<button")


def test_all_that_the_fingerprint_covers_stands_on_the_page(cast: Cast, guest: Client) -> None:
    said, notice = unescape(text(cast, guest)), joining_notice(cast.kissa, "ja")
    shown = [*notice.words.values(), *notice.provider.values(), *notice.operator.values(), *notice.never]
    shown += [one.text for one in (*notice.collected, *notice.purposes, *notice.items)]
    shown += [offer.sentence for offer in notice.offers.values()]
    agreed = notice.words["agree"]  # said where there are terms to agree to
    assert [words for words in shown if words not in said and words != agreed] == []
    assert notice.fingerprint in said


def test_the_texts_behind_it_are_named_and_can_be_read(cast: Cast, guest: Client) -> None:
    with provider_scope():
        publish(PolicyKind.PROVIDER_TERMS)
    said, notice = text(cast, guest), joining_notice(cast.kissa, "ja")
    assert notice.words["agree"] in said
    assert f"{notice.documents[0].title} ({notice.documents[0].number})" in said
    assert 'href="http://kissa.test/documents/"' in said


def test_no_box_is_ticked_beforehand(cast: Cast, guest: Client) -> None:
    said = text(cast, guest)
    assert said.count('type="checkbox"') == 2
    assert "checked" not in said


@pytest.mark.parametrize("name", ["signup", "login", "recover"])
def test_looking_writes_no_session(cast: Cast, guest: Client, name: str) -> None:
    assert "session" not in guest.get(page(name, cast.kissa)).cookies
    assert not Session.objects.exists()


def test_registering_leads_from_the_address_to_membership(cast: Cast, guest: Client) -> None:
    sent = guest.post(page("signup", cast.kissa), form(cast.kissa))
    assert sent.status_code == 302
    assert sent.url.startswith("/signin/verify/?next=")
    assert letters() == [("verify_address", NEW)]
    done = guest.post(sent.url, {"code": code_sent()})
    assert done.url.startswith("/signin/pass/kissa/?")
    assert "next=%2Fsignin%2Fname%2F%3Fnext%3D%252Fb%252F" in done.url
    person = Person.objects.get(email=NEW)
    with site_scope(cast.kissa.id):
        assert people.member_of(person)
        assert consents.kinds_in_force(person.id) == [ConsentKind.PROVISION]


def test_advertising_is_agreed_to_separately(cast: Cast, guest: Client) -> None:
    sent = guest.post(page("signup", cast.kissa), form(cast.kissa, advertising="on"))
    guest.post(sent.url, {"code": code_sent()})
    with site_scope(cast.kissa.id):
        kinds = consents.kinds_in_force(Person.objects.get(email=NEW).id)
    assert set(kinds) == {ConsentKind.PROVISION, ConsentKind.ADVERTISING}


def test_nothing_is_joined_before_the_address_is_verified(cast: Cast, guest: Client) -> None:
    guest.post(page("signup", cast.kissa), form(cast.kissa))
    with site_scope(cast.kissa.id):
        assert people.member_of(Person.objects.get(email=NEW)) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"provision": None}, "同意"),
        ({"email": "nobody"}, "メールアドレス"),
        ({"password": "short"}, "10"),
        ({"password": "password123"}, "パスワード"),
        ({"password": "nozomi@people"}, "似すぎています"),
        ({"password": "a" * 300}, "256"),
        ({"email": "a\x00b@people.example"}, "メール"),
        ({"fingerprint": "of another text"}, "変わりました"),
    ],
)
def test_what_is_not_right_is_said(cast: Cast, guest: Client, changes: dict[str, Any], words: str) -> None:
    answer = guest.post(page("signup", cast.kissa), form(cast.kissa, **changes))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Person.objects.filter(email=NEW).exists()


def test_a_new_text_is_agreed_to_anew(cast: Cast, guest: Client) -> None:
    answer = guest.post(page("signup", cast.kissa), form(cast.kissa, fingerprint="old", advertising="on"))
    said = answer.content.decode()
    assert "checked" not in said
    assert form(cast.kissa)["fingerprint"] in said
    assert NEW in said


def test_fields_we_never_ask_for_are_refused_and_written_down(
    cast: Cast, guest: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[Any] = []
    monkeypatch.setattr("coorum.accounts.actions.identity.publish", lambda *_, **given: noted.append(given))
    answer = guest.post(page("signup", cast.kissa), form(cast.kissa, birthday="1990-01-01", phone="090"))
    assert answer.status_code == 422
    assert "birthday, phone" in answer.content.decode()
    assert [given["payload"] for given in noted] == [{"fields": ["birthday", "phone"]}]
    assert not Person.objects.filter(email=NEW).exists()


def test_sending_twice_leaves_one_person_and_a_code_that_works(cast: Cast, visit: Any) -> None:
    first, second = visit(None), visit(None)
    first.post(page("signup", cast.kissa), form(cast.kissa))
    sent = second.post(page("signup", cast.kissa), form(cast.kissa))
    assert second.post(sent.url, {"code": code_sent()}).status_code == 302
    assert people.is_registered(NEW)
    assert Person.objects.filter(email=NEW).count() == 1


def test_going_back_to_the_page_leads_to_the_code(cast: Cast, guest: Client) -> None:
    sent = guest.post(page("signup", cast.kissa), form(cast.kissa))
    assert guest.get(page("signup", cast.kissa)).url == sent.url


def test_a_wrong_address_can_be_started_over(cast: Cast, guest: Client) -> None:
    guest.post(page("signup", cast.kissa), form(cast.kissa, email="typo@people.example"))
    again = guest.post("/signin/start-over/", {"next": way_to(cast.kissa)})
    assert again.url.startswith("/signin/signup/?next=")
    assert guest.get(again.url).status_code == 200
    sent = guest.post(again.url, form(cast.kissa))
    assert guest.post(sent.url, {"code": code_sent()}).url.startswith("/signin/pass/")


def test_without_a_site_there_is_nothing_to_register_for(cast: Cast, guest: Client) -> None:
    assert "どのコミュニティ" in guest.get("/signin/signup/").content.decode()
    assert guest.post("/signin/signup/", form(cast.kissa)).status_code == 200
    assert not Person.objects.filter(email=NEW).exists()


def test_a_suspended_site_takes_nobody(cast: Cast, guest: Client) -> None:
    Suspension.objects.create(community=cast.kissa, reason="…", suspended_by=cast.desk.id)
    guest.post(page("signup", cast.kissa), form(cast.kissa))
    assert not Person.objects.filter(email=NEW).exists()


def test_on_a_host_that_is_a_site_and_the_provider_one_joins_the_site_one_came_from(
    cast: Cast, visit: Any, settings: Any
) -> None:
    settings.COORUM_PROVIDER_HOST = "kiri.test"
    guest = visit(cast.kiri)
    said = guest.get(page("signup", cast.kissa))
    assert cast.kissa.operator.legal_name in said.content.decode()
    assert "form-action 'self' http://kissa.test;" in said.headers["Content-Security-Policy"]
    sent = guest.post(page("signup", cast.kissa), form(cast.kissa))
    assert guest.post(sent.url, {"code": code_sent()}).url.startswith("/signin/pass/kissa/")
    person = Person.objects.get(email=NEW)
    for site, joined in ((cast.kissa, True), (cast.kiri, False)):
        with site_scope(site.id):
            assert bool(people.member_of(person)) is joined


def test_without_cookies_the_reason_is_said(cast: Cast) -> None:
    strict = Client(headers={"host": "provider.test"}, enforce_csrf_checks=True)
    answer = strict.post(page("signup", cast.kissa), form(cast.kissa))
    assert answer.status_code == 403
    assert "Cookie" in answer.content.decode()


def test_a_long_password_with_spaces_is_welcome_and_the_same_from_any_keyboard(cast: Cast, visit: Any) -> None:
    long = "雨の日は ｶﾒﾗ を置いて　喫茶店で １２ 杯目のコーヒー☕ " * 6
    browser = visit(None)
    answer = browser.post(page("signup", cast.kissa), form(cast.kissa, password=long))
    assert answer.url.startswith("/signin/verify/")
    browser.post(answer.url, {"action": "verify", "code": code_sent()})
    typed = unicodedata.normalize("NFKC", long)
    assert typed != long
    signed_in = visit(None).post("/signin/login/", {"login": NEW, "password": typed})
    assert signed_in.status_code == 302
    assert "/verify/" not in signed_in.url
    assert visit(None).post("/signin/login/", {"login": NEW, "password": typed.strip()}).status_code == 200


def test_a_guessable_password_is_refused_with_a_reason_and_nothing_is_registered(cast: Cast, visit: Any) -> None:
    for password in ("password1234", f"{cast.kissa.name}2026", NEW):
        answer = visit(None).post(page("signup", cast.kissa), form(cast.kissa, password=password))
        assert answer.status_code == 200
        assert 'id="id_password_error"' in answer.content.decode()
    assert not Person.objects.filter(email=NEW).exists()
