"""Registering and signing in with a linked service, and what happens where it lies."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client

from coorum.accounts import queries as people
from coorum.accounts.models import Person
from coorum.base.scope import provider_scope, site_scope
from coorum.consent.notice import joining_notice
from coorum.linking import actions
from coorum.linking.models import Link, Service
from tests.cast import Cast
from tests.doors.signin.steps import NEW, code_sent, letters, page, way_to
from tests.linking.fake import Fake, playing
from tests.linking.steps import service_of
from tests.linking.steps import visit as there

AGREED = {"provision": "on"}


@pytest.fixture
def fake(cast: Cast) -> Iterator[Fake]:
    with playing("google", claims={"email": "nozomi@gmail.com"}) as fake:
        yield fake


@pytest.fixture
def guest(visit: Any) -> Client:
    """A guest's browser on the provider's host."""
    return visit(None)


def offer(cast: Cast, fake: Fake, **more: Any) -> Service:
    """The fake is a service of this deployment, and Kissa shows it."""
    service = service_of(fake, **{"trusts_email": True, **more})
    service.save()
    with site_scope(cast.kissa.id):
        actions.change_offerings(people.person_party(cast.owen), cast.kissa, services=[service])
    return service


def come_back(guest: Client, service: Service, cast: Cast) -> Any:
    """To the service and back; the answer of the page one comes back to."""
    sent = guest.get(f"/signin/with/{service.slug}/?{urlencode({'next': way_to(cast.kissa)})}")
    assert sent.status_code == 302, sent.content.decode()
    return guest.get(f"/signin/with/{service.slug}/return/", there(sent.url))


def agree(guest: Client, where: str, cast: Cast, **more: str) -> Any:
    return guest.post(where, {**AGREED, "fingerprint": joining_notice(cast.kissa, "ja").fingerprint, **more})


def is_signed_in(guest: Client) -> bool:
    return "_auth_user_id" in guest.session


def linked(cast: Cast, service: Service, subject: str = "google-0001", person: Person | None = None) -> None:
    with provider_scope():
        taken: dict[str, Any] = {"subject": subject, "scopes": ["openid"], "claims_kept": ["sub"]}
        actions.link_account(person or cast.hana, service=service, **taken)


# -- joining


def test_nothing_is_registered_before_the_consent_card(cast: Cast, guest: Client, fake: Fake) -> None:
    back = come_back(guest, offer(cast, fake), cast)
    assert urlsplit(back.url).path == "/signin/with/google/join/"
    said = guest.get(back.url).content.decode()
    assert cast.kissa.operator.legal_name in said
    assert "nozomi@gmail.com" in said
    assert not Person.objects.filter(email="nozomi@gmail.com").exists()
    assert not is_signed_in(guest)


def test_who_the_service_vouches_for_joins_at_once(cast: Cast, guest: Client, fake: Fake) -> None:
    back = come_back(guest, offer(cast, fake), cast)
    done = agree(guest, back.url, cast)
    person = Person.objects.get(email="nozomi@gmail.com")
    assert urlsplit(done.url).path == "/signin/pass/kissa/"
    assert "next=%2Fsignin%2Fname%2F" in done.url
    assert is_signed_in(guest)
    assert not person.has_usable_password()
    assert Link.objects.get().claims_kept == ["sub", "email"]
    assert letters() == []
    with site_scope(cast.kissa.id):
        assert people.member_of(person)


@pytest.mark.parametrize("claims", [{}, {"email": "nozomi@gmail.com", "email_verified": False}, {"email": None}])
def test_an_unverified_or_missing_address_gets_our_code(cast: Cast, guest: Client, claims: dict[str, Any]) -> None:
    with playing("line", claims=claims) as line:
        back = come_back(guest, offer(cast, line), cast)
        sent = agree(guest, back.url, cast, email=NEW)
    assert letters() == [("verify_address", NEW)]
    assert not is_signed_in(guest)
    assert not Link.objects.exists()
    guest.post(sent.url, {"code": code_sent()})
    assert is_signed_in(guest)
    assert Link.objects.get().claims_kept == ["sub"]


def test_the_card_must_be_agreed_to(cast: Cast, guest: Client, fake: Fake) -> None:
    back = come_back(guest, offer(cast, fake), cast)
    assert guest.post(back.url, {"fingerprint": "old"}).status_code == 200
    assert not Person.objects.filter(email="nozomi@gmail.com").exists()


def test_a_site_that_does_not_show_the_service_takes_nobody_through_it(cast: Cast, guest: Client, fake: Fake) -> None:
    service = offer(cast, fake)
    with site_scope(cast.kissa.id):
        actions.change_offerings(people.person_party(cast.owen), cast.kissa, services=[])
    back = come_back(guest, service, cast)
    assert guest.get(back.url).status_code == 403


# -- addresses link nothing


def test_a_known_address_says_so_to_whoever_the_service_vouches_for_and_links_nothing(
    cast: Cast, guest: Client, fake: Fake
) -> None:
    Person.objects.filter(id=cast.hana.id).update(email="nozomi@gmail.com")
    cast.hana.emailaddress_set.update(email="nozomi@gmail.com")
    back = come_back(guest, offer(cast, fake), cast)
    assert "nozomi@gmail.com" in guest.get(back.url).content.decode()
    assert agree(guest, back.url, cast).status_code == 200
    assert not is_signed_in(guest)
    assert not Link.objects.exists()


def test_a_known_address_that_is_only_claimed_looks_like_any_other(cast: Cast, guest: Client) -> None:
    with playing("line") as line:
        back = come_back(guest, offer(cast, line), cast)
        sent = agree(guest, back.url, cast, email=cast.hana.email)
    assert urlsplit(sent.url).path == "/signin/verify/"
    assert letters() == [("already_registered", cast.hana.email)]
    assert not is_signed_in(guest)


# -- signing in


def test_who_is_linked_is_signed_in(cast: Cast, guest: Client, fake: Fake) -> None:
    service = offer(cast, fake)
    linked(cast, service)
    back = come_back(guest, service, cast)
    assert urlsplit(back.url).path == "/signin/pass/kissa/"
    assert guest.session["_auth_user_id"] == str(cast.hana.pk)
    assert guest.session["_methods"] == ["linked:google"]
    assert Link.objects.get().used_at


def test_a_closed_account_stays_closed(cast: Cast, guest: Client, fake: Fake) -> None:
    service = offer(cast, fake)
    linked(cast, service)
    Person.objects.update(is_active=False)
    come_back(guest, service, cast)
    assert not is_signed_in(guest)


def test_a_service_that_is_off_is_not_there(cast: Cast, guest: Client, fake: Fake) -> None:
    service = offer(cast, fake, is_on=False)
    assert guest.get(f"/signin/with/{service.slug}/").status_code == 404
    assert guest.get(f"/signin/with/{service.slug}/return/").status_code == 404


LIES = [
    "signature",
    "issuer",
    "nonce",
    "aud",
    "azp",
    "expired",
    "alg_none",
    "public_key_as_secret",
    "foreign_discovery",
]
LIES += ["mix_up", "error", "huge", "redirects", "inside", "down", "not_json", "declined"]


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_gives_a_page_and_no_session(cast: Cast, guest: Client, fake: Fake, lie: str) -> None:
    service = offer(cast, fake)
    linked(cast, service)
    fake.lie = lie
    sent = guest.get(f"/signin/with/google/?{urlencode({'next': way_to(cast.kissa)})}")
    answer = sent if sent.status_code != 302 else guest.get("/signin/with/google/return/", there(sent.url))
    assert answer.status_code in (400, 502)
    assert "ログインできませんでした" in answer.content.decode()
    assert not is_signed_in(guest)


def test_an_answer_serves_once_and_in_its_own_browser(cast: Cast, guest: Client, fake: Fake, visit: Any) -> None:
    service = offer(cast, fake)
    linked(cast, service)
    answer = there(guest.get("/signin/with/google/").url)
    stranger = visit(None)
    assert stranger.get("/signin/with/google/return/", answer).status_code == 400
    assert guest.get("/signin/with/google/return/", {**answer, "state": "x" * 43}).status_code == 400
    assert guest.get("/signin/with/google/return/", answer).status_code == 302
    guest.logout()
    assert guest.get("/signin/with/google/return/", answer).status_code == 400
    assert not is_signed_in(stranger)


def test_an_answer_to_one_service_is_none_to_another(cast: Cast, guest: Client, fake: Fake) -> None:
    service = offer(cast, fake)
    linked(cast, service)
    service_of(Fake("line", origin="https://line.example")).save()
    answer = there(guest.get("/signin/with/google/").url)
    assert guest.get("/signin/with/line/return/", answer).status_code == 400
    assert not is_signed_in(guest)


def test_an_answer_by_a_form_is_asked_for_again_as_a_visit(cast: Cast, visit: Any) -> None:
    guest = Client(headers={"host": "provider.test"}, enforce_csrf_checks=True)
    with playing("apple") as apple:
        service = offer(cast, apple)
        linked(cast, service, "apple-0001")
        answer = there(guest.get("/signin/with/apple/").url)
        sent = guest.post("/signin/with/apple/return/", {**answer, "user": '{"name": {"lastName": "見本"}}'})
        assert sent.status_code == 303
        assert parse_qs(urlsplit(sent.url).query).keys() == {"code", "state"}
        assert not is_signed_in(guest)
        guest.get(sent.url)
    assert is_signed_in(guest)


# -- on one's account


def shown_again(browser: Client, person: Person) -> None:
    import time

    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


def test_linking_asks_again_who_one_is_and_tells_by_letter(cast: Cast, fake: Fake, visit: Any) -> None:
    offer(cast, fake)
    hana = visit(None, as_=cast.hana)
    assert hana.post("/signin/with/google/link/").url.startswith("/signin/again/")
    shown_again(hana, cast.hana)
    onward = hana.post("/signin/with/google/link/")
    address = onward.content.decode().partition('class="button primary" href="')[2].partition('"')[0]
    back = hana.get("/signin/with/google/return/", there(address.replace("&amp;", "&")))
    assert back.url == "/signin/with/google/link/confirmation/"
    assert not Link.objects.exists()
    hana.post(back.url)
    assert Link.objects.get().person == cast.hana
    assert Link.objects.get().claims_kept == ["sub"]
    assert letters() == [("service_linked", cast.hana.email)]
    assert "Google" in hana.get("/signin/linked/").content.decode()


def test_nobody_is_linked_by_having_been_sent_through(cast: Cast, fake: Fake, visit: Any) -> None:
    """A link made for one person's session serves no other's, and none that signed in meanwhile."""
    service, hana = offer(cast, fake), visit(None, as_=cast.hana)
    answer = there(visit(None).get("/signin/with/google/").url)
    assert hana.get("/signin/with/google/return/", answer).status_code == 400
    shown_again(hana, cast.hana)
    assert hana.post("/signin/with/google/link/confirmation/").url == "/signin/linked/"
    assert not Link.objects.filter(service=service).exists()


def test_taking_a_service_off_leaves_a_way_in(cast: Cast, fake: Fake, visit: Any) -> None:
    service, hana = offer(cast, fake), visit(None, as_=cast.hana)
    linked(cast, service)
    assert hana.post("/signin/with/google/removal/").url.startswith("/signin/again/")
    shown_again(hana, cast.hana)
    hana.post("/signin/with/google/removal/")
    assert not Link.objects.exists()
    assert letters() == [("service_unlinked", cast.hana.email)]


def long_ago(browser: Client) -> None:
    """The session began yesterday."""
    session = browser.session
    session["_signed_in_at"] = "2020-01-01T00:00:00+00:00"
    session["account_authentication_methods"] = []
    session.save()


def test_who_has_no_password_shows_by_letter_who_they_are_and_may_set_one(
    cast: Cast, guest: Client, fake: Fake
) -> None:
    service = offer(cast, fake)
    agree(guest, come_back(guest, service, cast).url, cast)
    long_ago(guest)
    removal = guest.post("/signin/with/google/removal/")
    again = guest.get(removal.url)
    assert urlsplit(again.url).path == "/signin/again/letter/"
    assert guest.get("/signin/password/first/").url.startswith("/signin/again/")
    guest.post(again.url, {"next": "/signin/password/first/"})
    guest.post(again.url, {"code": "0000-0000"})
    assert guest.get("/signin/password/first/").status_code == 302
    guest.post(again.url, {"code": code_sent("show_again"), "next": "/signin/password/first/"})
    guest.post("/signin/with/google/removal/")
    assert Link.objects.exists(), "it is the only way in"
    guest.post("/signin/password/first/", {"password": "五月の風はコーヒーの香り"})
    person = Person.objects.get(email="nozomi@gmail.com")
    assert person.has_usable_password()
    assert is_signed_in(guest)
    guest.post("/signin/with/google/removal/")
    assert not Link.objects.exists()


def test_the_buttons_stand_in_the_order_of_the_site(cast: Cast, guest: Client, fake: Fake) -> None:
    google, line = offer(cast, fake), service_of(Fake("line", origin="https://line.example"))
    line.save()
    with site_scope(cast.kissa.id):
        actions.change_offerings(people.person_party(cast.owen), cast.kissa, services=[line, google])
    for name in ("login", "signup"):
        said = guest.get(page(name, cast.kissa)).content.decode()
        assert 0 < said.index("/signin/with/line/") < said.index("/signin/with/google/")
    assert "/signin/with/" not in guest.get(page("login", cast.kiri)).content.decode()
