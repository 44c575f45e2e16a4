"""Signing in to an operator's website with the community."""

from typing import Any

from coorum.accounts.models import Member
from coorum.accounts.queries import viewer_on_site
from coorum.base.ledger.models import Entry
from coorum.base.scope import site_scope
from coorum.openid import actions
from coorum.provision.models import LookedUp
from tests.cast import Cast
from tests.doors.signin.websites.conftest import signed_in
from tests.doors.signin.websites.shop import PROVIDER, Shop, told


def test_the_website_learns_who_it_is_and_what_was_agreed_to(shop: Shop) -> None:
    back = shop.sign_in("display_name")
    assert (back["state"], back["iss"]) == ("state-1", PROVIDER)
    tokens = shop.exchange(back["code"]).json()
    claims = shop.read(tokens["id_token"])
    assert claims["nonce"] == "nonce-1"
    assert "email" not in claims
    known = shop.who(tokens["access_token"]).json()
    assert set(known) == {"sub", "name"}
    assert known["sub"] == claims["sub"]


def test_nothing_is_ticked_beforehand(shop: Shop) -> None:
    page = shop.person.get(shop.send().headers["Location"]).content.decode()
    assert "メールアドレス" in page
    assert "checked" not in page


def test_whoever_ticks_nothing_is_an_identifier_only(shop: Shop) -> None:
    tokens = shop.tokens()
    assert set(shop.who(tokens["access_token"]).json()) == {"sub"}


def test_each_look_is_shown_to_the_member(cast: Cast, shop: Shop, visit: Any) -> None:
    shop.who(shop.tokens("email")["access_token"])
    with site_scope(cast.kissa.id):
        assert LookedUp.objects.filter(look_up__act="website", look_up__staff_name="こもれび商店").count() == 1
    assert "こもれび商店" in visit(cast.kissa, as_=cast.mika).get("/my/data/").content.decode()


def test_a_second_time_nobody_is_asked(shop: Shop) -> None:
    shop.sign_in("email")
    answer = shop.send()
    assert told(shop.person.get(answer.headers["Location"]))["code"]


def test_what_is_asked_for_anew_is_asked_of_the_member(shop: Shop) -> None:
    shop.sign_in(scope="openid")
    page = shop.person.get(shop.send(scope="openid email").headers["Location"])
    assert page.status_code == 200


def test_a_refusal_goes_back_as_one(shop: Shop) -> None:
    way = shop.send().headers["Location"]
    back = told(shop.person.post(way, {"refuse": "1", "items": ["email"]}))
    assert (back["error"], back["state"]) == ("access_denied", "state-1")


def test_withdrawing_the_consent_ends_it_at_once(cast: Cast, shop: Shop, visit: Any) -> None:
    tokens = shop.tokens("email", scope="openid email offline_access")
    visit(cast.kissa, as_=cast.mika).post("/my/consents/provision/withdrawal/")
    assert shop.who(tokens["access_token"]).status_code == 401
    assert shop.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    with site_scope(cast.kissa.id):
        assert "openid.link.ended" in Entry.objects.values_list("kind", flat=True)


def test_somebody_who_is_no_member_is_shown_where_to_join(cast: Cast, shop: Shop, visit: Any) -> None:
    other = Shop(shop.client_id, shop.secret, signed_in(visit(None, as_=cast.desk)))
    page = other.person.get(other.send().headers["Location"]).content.decode()
    assert "http://kissa.test/signin/join/" in page
    with site_scope(cast.kissa.id):
        assert not Member.objects.filter(person=cast.desk).exists()


def test_a_guest_signs_in_first_and_comes_back(guest_shop: Shop) -> None:
    way = guest_shop.send().headers["Location"]
    login = guest_shop.person.get(way).headers["Location"]
    assert login.startswith("/signin/login/?next=%2Fsignin%2Fwebsites%2Fkissa%2F")
    assert "喫茶こもれび" in guest_shop.person.get(login).content.decode()


def test_two_websites_cannot_tell_that_it_is_the_same_person(cast: Cast, shop: Shop) -> None:
    with site_scope(cast.kissa.id):
        owen = viewer_on_site(cast.owen)
        callback = ["https://shop.example/callback"]
        other = actions.register_party(
            owen, name="別の店", website="https://b.example/", redirect_uris=callback, items=[]
        )
        second = Shop(other.client_id, actions.make_secret(owen, other), shop.person)
    subs = {one.read(one.tokens(scope="openid")["id_token"])["sub"] for one in (shop, second)}
    assert len(subs) == 2
