"""Coming in with the customer ID of the operator's website, and what it does not open."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client

from coorum.accounts import queries as people
from coorum.accounts.models import Person, Session
from coorum.base.ledger.models import Entry
from coorum.base.scope import provider_scope, site_scope
from coorum.consent.notice import joining_notice
from coorum.customers import payload
from coorum.customers.models import Change, Link, Visit
from tests.cast import Cast
from tests.customers.steps import SHARED, SHOP, answer, asked, directory_for, linked, reach
from tests.doors.signin.steps import NEW, code_sent, letters, way_to
from tests.doors.signin.test_linked import long_ago, shown_again
from tests.factors.test_factors import with_app
from tests.linking.fake import Fake, playing
from tests.linking.steps import visit as there

BACK = "/signin/customer/kissa/return/"


@pytest.fixture
def guest(visit: Any) -> Client:
    """A guest's browser on the provider's host."""
    return visit(None)


@pytest.fixture
def shop(cast: Cast) -> None:
    """Kissa's operator says by signed payload who its customers are."""
    directory_for(cast.kissa)


@pytest.fixture
def fake(cast: Cast) -> Iterator[Fake]:
    """Kissa's operator has an OpenID provider."""
    with playing(claims={"sub": "C-1001", "sid": "there-1", "birthdate": "1990-01-01"}) as fake:
        directory_for(cast.kissa, fake)
        yield fake


def go(guest: Client, cast: Cast) -> str:
    """The address at the operator's website to which a visitor is sent."""
    sent = guest.get(f"/signin/customer/kissa/?{urlencode({'next': way_to(cast.kissa)})}")
    assert sent.status_code == 302, sent.content.decode()
    return str(sent.url)


def come(guest: Client, cast: Cast, **fields: str) -> Any:
    """There and back, by signed payload."""
    return guest.get(BACK, answer(go(guest, cast), **fields))


def agree(guest: Client, where: str, cast: Cast, **more: str) -> Any:
    fingerprint = joining_notice(cast.kissa, "ja").fingerprint
    return guest.post(where, {"provision": "on", "fingerprint": fingerprint, **more})


def is_signed_in(guest: Client) -> bool:
    return "_auth_user_id" in guest.session


# -- joining


@pytest.mark.usefixtures("shop")
def test_a_customer_meets_the_consent_card_and_joins_once_the_address_is_shown(cast: Cast, guest: Client) -> None:
    back = come(guest, cast, name="架空 のぞみ", birthdate="1990-01-01", admin="true")
    said = guest.get(back.url).content.decode()
    assert urlsplit(back.url).path == "/signin/customer/kissa/join/"
    assert cast.kissa.operator.legal_name in said
    assert "架空 のぞみ" not in said
    assert not Person.objects.filter(email=NEW).exists()
    assert agree(guest, back.url, cast, email="", fingerprint="old").status_code == 200
    assert not Person.objects.filter(email=NEW).exists()
    sent = agree(guest, back.url, cast, email=NEW)
    assert letters() == [("verify_address", NEW)]
    assert not is_signed_in(guest)
    guest.post(sent.url, {"code": code_sent()})
    person = Person.objects.get(email=NEW)
    with site_scope(cast.kissa.id):
        link = Link.objects.get()
        assert (link.person, link.subject, link.claims_kept) == (person, "C-1001", ["sub", "email"])
        assert people.member_of(person) == link.member
        assert Entry.objects.get(kind="customers.acquisition").subject == link.member.ledger_ref
        assert not people.viewer_on_site(person).is_staff, "what a shop says of roles is dropped"
    assert guest.session["_methods"] == ["code"], "whoever registers shows by the letter who they are"


@pytest.mark.usefixtures("shop")
def test_a_known_address_is_taken_over_by_nobody(cast: Cast, guest: Client) -> None:
    """The shop says that its customer has Hana's name and address, verified. Hana is told; nobody is linked or signed in."""
    back = come(guest, cast, email=cast.hana.email, name="Hana", email_verified="true", require_activation="false")
    sent = agree(guest, back.url, cast, email=cast.hana.email)
    assert urlsplit(sent.url).path == "/signin/verify/"
    assert letters() == [("already_registered", cast.hana.email)]
    assert not is_signed_in(guest)
    with site_scope(cast.kissa.id):
        assert not Link.objects.exists()


@pytest.mark.usefixtures("shop")
def test_a_strangers_registration_links_nothing_to_whoever_has_the_address(cast: Cast, guest: Client) -> None:
    """A customer registers with somebody else's address; its owner registers it anew by the form."""
    from coorum.accounts import actions as accounts
    from coorum.signin import registration

    agree(guest, come(guest, cast).url, cast, email=NEW)
    with provider_scope():
        agreed = {"fingerprint": joining_notice(cast.kissa, "ja").fingerprint, "advertising": False}
        given = {"site": cast.kissa, "email": NEW, "password": "a phrase of mine", "language": "ja"}
        person = registration.register(**given, agreed=agreed)
        accounts.verify_address(person)
        assert registration.complete(person)
    with site_scope(cast.kissa.id):
        assert not Link.objects.exists()


# -- signing in, and how far that goes


def signed_in(cast: Cast, guest: Client, **fields: str) -> Any:
    linked(cast, cast.hana)
    return come(guest, cast, **fields)


@pytest.mark.usefixtures("shop")
def test_the_shops_word_opens_its_own_site_and_nothing_of_the_persons_elsewhere(
    cast: Cast, guest: Client, visit: Any
) -> None:
    back = signed_in(cast, guest)
    word = [f"shop:{cast.kissa.id.hex}"]
    assert guest.session["_methods"] == word
    handed = guest.get(back.url)
    assert handed.url.startswith("http://kissa.test/signin/return")
    elsewhere = guest.get(way_to(cast.kiri))
    assert urlsplit(elsewhere.url).path == "/signin/again/"
    for page in ("account", "linked", "factors", "address", "sessions", "customer"):
        again = guest.get(f"/signin/{page}/")
        assert "own=1" in again.url, page
        assert urlsplit(guest.get(again.url).url).path == "/signin/again/", page
    site = visit(cast.kissa, as_=cast.hana, by=tuple(word))
    assert site.get("/").status_code == 200
    assert site.get("/console/").status_code in (302, 404)
    for page in ("/my/", "/my/data/", "/my/consents/"):
        assert "own=1" in site.get(page).headers.get("Location", ""), page
    assert urlsplit(site.get("/signin/enter?own=1&next=/my/").url).path == "/signin/pass/kissa/"


@pytest.mark.usefixtures("shop")
def test_whoever_shows_who_they_are_goes_on_everywhere(cast: Cast, guest: Client) -> None:
    signed_in(cast, guest)
    Person.objects.filter(id=cast.hana.id).update(password="!none")
    long_ago(guest)
    guest.force_login(Person.objects.get(id=cast.hana.id))
    session = guest.session
    session.update({"_host": "provider.test", "_methods": [f"shop:{cast.kissa.id.hex}"]})
    session.save()
    again = guest.get("/signin/again/?next=/signin/account/")
    assert urlsplit(again.url).path == "/signin/again/letter/"
    guest.post(again.url, {"next": "/signin/account/"})
    guest.post(again.url, {"code": code_sent("show_again"), "next": "/signin/account/"})
    assert guest.get("/signin/account/").status_code == 200
    assert guest.get(way_to(cast.kiri)).url.startswith("http://kiri.test/signin/return")


@pytest.mark.usefixtures("shop")
def test_a_second_factor_is_asked_for_all_the_same(cast: Cast, guest: Client) -> None:
    with provider_scope():
        with_app(cast.hana)
    back = signed_in(cast, guest)
    assert urlsplit(back.url).path == "/signin/factor/"
    assert not is_signed_in(guest)


@pytest.mark.usefixtures("shop")
def test_a_closed_account_stays_closed(cast: Cast, guest: Client) -> None:
    Person.objects.update(is_active=False)
    signed_in(cast, guest)
    assert not is_signed_in(guest)


# -- answers that do not hold

FORGED: dict[str, Any] = {
    "another secret": lambda sent: answer(sent, secret="what nobody knows, by whoever guesses"),
    "another nonce": lambda sent: answer(sent, nonce="n" * 43),
    "no nonce": lambda sent: answer(sent, nonce=""),
    "no customer": lambda sent: answer(sent, external_id=""),
    "a long customer": lambda sent: answer(sent, external_id="c" * 300),
    "an unprintable customer": lambda sent: answer(sent, external_id="C\u200b1001\n"),
    "no signature": lambda sent: {"sso": answer(sent)["sso"]},
    "our own question": lambda sent: payload.packed(asked(sent), SHARED),
    "another customer under the same signature": lambda sent: {
        **answer(sent),
        "sso": answer(sent, external_id="C-9999")["sso"],
    },
    "a field twice": lambda sent: _twice(sent),
    "no base64": lambda _sent: {"sso": "%%%", "sig": payload.signature("%%%", SHARED)},
    "declined": lambda sent: answer(sent, failed="true"),
    "nothing": lambda _sent: {},
}


def _twice(sent: str) -> dict[str, str]:
    from base64 import b64encode

    text = urlencode([("nonce", asked(sent)["nonce"]), ("external_id", "C-9999"), ("external_id", "C-1001")])
    sso = b64encode(text.encode()).decode()
    return {"sso": sso, "sig": payload.signature(sso, SHARED)}


@pytest.mark.usefixtures("shop")
def test_a_forged_answer_gives_a_page_and_no_session(cast: Cast, visit: Any) -> None:
    linked(cast, cast.hana)
    let_in = []
    for name, forge in FORGED.items():
        guest = visit(None)
        back = guest.get(BACK, forge(go(guest, cast)))
        if back.status_code not in (400, 502) or is_signed_in(guest):
            let_in.append(name)
    assert let_in == []


@pytest.mark.usefixtures("shop")
def test_an_answer_serves_once_in_its_own_browser_and_not_for_long(cast: Cast, guest: Client, visit: Any) -> None:
    linked(cast, cast.hana)
    said = answer(go(guest, cast))
    assert visit(None).get(BACK, said).status_code == 400
    assert guest.get(BACK, said).status_code == 302
    guest.logout()
    assert guest.get(BACK, said).status_code == 400
    late = answer(go(guest, cast))
    session = guest.session
    session["_journeys"] = {state: {**row, "at": row["at"] - 601} for state, row in session["_journeys"].items()}
    session.save()
    assert guest.get(BACK, late).status_code == 400
    assert not is_signed_in(guest)


LIES = ["signature", "issuer", "nonce", "aud", "alg_none", "public_key_as_secret", "mix_up", "inside", "down", "no_sub"]


def test_a_provider_that_lies_gives_a_page_and_no_session(cast: Cast, fake: Fake, visit: Any) -> None:
    from django.core.cache import caches

    linked(cast, cast.hana)
    let_in = []
    for lie in LIES:
        caches["local"].clear()
        fake.lie, guest = lie, visit(None)
        sent = guest.get("/signin/customer/kissa/")
        back = sent if sent.status_code != 302 else guest.get(BACK, there(sent.url))
        if back.status_code not in (400, 502) or is_signed_in(guest):
            let_in.append(lie)
    fake.lie = ""
    caches["local"].clear()
    guest = visit(None)
    assert guest.get(BACK, there(guest.get("/signin/customer/kissa/").url)).status_code == 302
    assert let_in == []
    assert is_signed_in(guest)


def test_one_sites_customers_are_nobody_on_another(cast: Cast, guest: Client) -> None:
    directory_for(cast.kissa)
    directory_for(cast.kiri)
    linked(cast, cast.hana)
    sent = guest.get("/signin/customer/kiri/")
    assert urlsplit(guest.get("/signin/customer/kiri/return/", answer(sent.url)).url).path.endswith("/kiri/join/")
    sent = go(guest, cast)
    assert guest.get("/signin/customer/kiri/return/", answer(sent)).status_code == 400
    assert not is_signed_in(guest)


# -- on one's account


def link(hana: Client, cast: Cast, **fields: str) -> Any:
    shown_again(hana, cast.hana)
    onward = hana.post("/signin/customer/kissa/link/").content.decode()
    address = onward.partition('class="button primary" href="')[2].partition('"')[0].replace("&amp;", "&")
    back = hana.get(BACK, answer(address, **fields))
    assert back.url == "/signin/customer/kissa/link/confirmation/"
    return hana.post(back.url, follow=True)


@pytest.mark.usefixtures("shop")
def test_linking_asks_again_who_one_is_and_unlinking_leaves_a_way_in(cast: Cast, visit: Any) -> None:
    hana = visit(None, as_=cast.hana)
    with site_scope(cast.kissa.id):
        reach(cast, cast.hana)
    assert hana.post("/signin/customer/kissa/link/").url.startswith("/signin/again/")
    assert "C-1001" in link(hana, cast).content.decode()
    with site_scope(cast.kissa.id):
        assert Link.objects.get().claims_kept == ["sub"]
    Person.objects.filter(id=cast.hana.id).update(password="!none")
    hana.force_login(Person.objects.get(id=cast.hana.id))
    session = hana.session
    session["_host"] = "provider.test"
    session.save()
    shown_again(hana, cast.hana)
    hana.post("/signin/customer/kissa/removal/")
    with site_scope(cast.kissa.id):
        assert Link.objects.exists(), "it is the only way in"
    cast.hana.save()
    hana = visit(None, as_=cast.hana)
    shown_again(hana, cast.hana)
    hana.post("/signin/customer/kissa/removal/")
    with site_scope(cast.kissa.id):
        assert not Link.objects.exists()
    assert letters() == [("customer_linked", cast.hana.email), ("customer_unlinked", cast.hana.email)]


@pytest.mark.usefixtures("shop")
def test_nobody_is_linked_by_having_been_sent_through(cast: Cast, visit: Any) -> None:
    hana = visit(None, as_=cast.hana)
    assert hana.get(BACK, answer(go(visit(None), cast))).status_code == 400
    shown_again(hana, cast.hana)
    assert hana.post("/signin/customer/kissa/link/confirmation/").url == "/signin/customer/"
    linked(cast, cast.taro)
    assert "C-1001" not in link(hana, cast).content.decode()
    with site_scope(cast.kissa.id):
        assert Link.objects.get().person == cast.taro


# -- single sign-out (OpenID Connect Back-Channel Logout 1.0)

OVER = "/signin/customer/kissa/signed-out"


def by_provider(guest: Client, cast: Cast) -> None:
    sent = guest.get(f"/signin/customer/kissa/?{urlencode({'next': way_to(cast.kissa)})}")
    guest.get(guest.get(BACK, there(sent.url)).url)


def sessions(person: Person) -> int:
    return Session.objects.filter(person=person).count()


def test_signing_out_there_signs_out_here(cast: Cast, fake: Fake, visit: Any) -> None:
    linked(cast, cast.hana)
    one, other, provider = visit(None), visit(None), visit(None)
    by_provider(one, cast)
    fake.claims["sid"] = "there-2"
    by_provider(other, cast)
    assert sessions(cast.hana) == 2
    token = fake.logout_token(sid="there-2")
    assert provider.post(OVER, {"logout_token": token}).status_code == 200
    assert sessions(cast.hana) == 1
    assert one.get("/signin/customer/kissa/").status_code == 302
    again = provider.post(OVER, {"logout_token": token})
    assert (again.status_code, again.json()["error_description"]) == (400, "again")
    assert provider.post(OVER, {"logout_token": fake.logout_token(sub=None, sid="there-1")}).status_code == 200
    assert sessions(cast.hana) == 0
    assert provider.post(OVER, {"logout_token": fake.logout_token(sub="nobody-here")}).status_code == 200
    by_provider(one, cast)
    assert provider.post(OVER, {"logout_token": fake.logout_token(sub="nobody-here", sid="there-2")}).status_code == 200
    assert sessions(cast.hana) == 1, "a session of somebody else's is not ended by its name"
    assert provider.post(OVER, {"logout_token": fake.logout_token()}).status_code == 200
    assert sessions(cast.hana) == 0
    with site_scope(cast.kissa.id):
        assert not Visit.objects.exists()


def test_a_sign_out_that_does_not_hold_ends_nothing(cast: Cast, fake: Fake, visit: Any) -> None:
    linked(cast, cast.hana)
    guest = visit(None)
    by_provider(guest, cast)
    fake.lie = "signature"
    token = fake.logout_token()
    for sent in ({"logout_token": token}, {"logout_token": ""}, {}, {"logout_token": fake.id_token("n" * 43)}):
        answer = visit(None).post(OVER, sent)
        assert answer.status_code == 400
        assert "no-store" in answer.headers["Cache-Control"]
    assert visit(cast.kissa).post(OVER, {"logout_token": token}).status_code == 404
    assert sessions(cast.hana) == 1


# -- the sync call

SYNC = "/signin/customer/kissa/sync"


def told(secret: str = SHARED, **fields: str) -> dict[str, str]:
    said = {"nonce": f"{time.time_ns():0>20}", "iat": str(int(time.time())), "external_id": "C-1001", **fields}
    return payload.packed({name: text for name, text in said.items() if text}, secret)


@pytest.mark.usefixtures("shop")
def test_what_the_shop_says_has_changed_changes_nothing_before_the_member_says_so(cast: Cast, visit: Any) -> None:
    linked(cast, cast.hana)
    shop, hana = visit(None), visit(None, as_=cast.hana)
    answer = shop.post(SYNC, told(name="はなこ", email="new@people.example", admin="true"))
    assert (answer.status_code, answer.json()) == (202, {"taken": True})
    assert shop.post(SYNC, told(external_id="C-9999", name="だれか")).json() == {"taken": True}
    cast.hana.refresh_from_db()
    assert cast.hana.email == "hana@people.example"
    assert cast.member(cast.hana, cast.kissa).display_name == "Hana"
    assert letters() == [("customer_linked", cast.hana.email), ("customer_changes", cast.hana.email)]
    shop.post(SYNC, told(name="はなこ", email="newer@people.example"))
    assert len(letters()) == 2, "one letter a day"
    page = hana.get("/signin/customer/").content.decode()
    assert "はなこ" in page
    assert "newer@people.example" in page
    shown_again(hana, cast.hana)
    hana.post("/signin/customer/kissa/change/", {"name": "1"})
    assert cast.member(cast.hana, cast.kissa).display_name == "はなこ"
    assert hana.post("/signin/customer/kissa/change/", {"address": "1"}).url == "/signin/address/"
    assert "newer@people.example" in hana.get("/signin/address/").content.decode()
    hana.post("/signin/customer/kissa/change/", {"forget": "1"})
    with site_scope(cast.kissa.id):
        assert not Change.objects.exists()
        assert Entry.objects.filter(kind="customers.acquisition").exists()


@pytest.mark.usefixtures("shop")
def test_a_call_that_is_not_the_shops_or_comes_again_is_refused(cast: Cast, visit: Any) -> None:
    linked(cast, cast.hana)
    once = told(name="はなこ")
    calls = {
        "signature": told("somebody else's secret", name="はなこ"),
        "iat": told(name="はなこ", iat=str(int(time.time()) - 301)),
        "nonce": told(name="はなこ", nonce="short"),
        "form": {"sso": "", "sig": ""},
    }
    shop = visit(None)
    assert shop.post(SYNC, once).status_code == 202
    calls["again"] = once
    said = {why: shop.post(SYNC, call).json().get("error_description") for why, call in calls.items()}
    assert said == {why: why for why in calls}


# -- trying it


def test_a_trial_shows_what_would_come_in_and_lets_nobody_in(cast: Cast, visit: Any) -> None:
    directory = directory_for(cast.kissa, is_on=False, tried_at=None)
    owen, taro = visit(None, as_=cast.owen), visit(None, as_=cast.taro)
    assert taro.get("/signin/customer/kissa/trial/").status_code == 404
    assert visit(None).get("/signin/customer/kissa/").status_code == 404
    for secret, status in (("another secret than ours", 400), (SHARED, 200)):
        page = owen.get("/signin/customer/kissa/trial/").content.decode()
        address = page.partition('class="button primary" href="')[2].partition('"')[0].replace("&amp;", "&")
        assert address.startswith(SHOP)
        back = owen.get(BACK, answer(address, secret=secret, birthdate="1990-01-01"))
        assert back.status_code == status
        with site_scope(cast.kissa.id):
            directory.refresh_from_db()
        assert (directory.tried_at is None, directory.trouble) == (
            (True, "signature") if status == 400 else (False, "")
        )
    assert "C-1001" in back.content.decode()
    assert owen.session["_auth_user_id"] == str(cast.owen.pk)
    with site_scope(cast.kissa.id):
        assert not Link.objects.exists()
