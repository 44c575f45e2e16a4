"""Switching a website of an operator's off from the provider's desk."""

from typing import Any

import pytest

from coorum.accounts.queries import viewer_on_site
from coorum.base.ledger.models import Entry
from coorum.base.outbox import Letter
from coorum.base.scope import provider_scope, site_scope
from coorum.openid import actions, queries
from coorum.openid.models import RelyingParty
from tests.cast import Cast, refused

WHY = "なりすましの疑い"


@pytest.fixture
def party(cast: Cast) -> RelyingParty:
    with site_scope(cast.kissa.id):
        given = {"website": "https://shop.example/", "redirect_uris": ["https://shop.example/back"], "items": ["email"]}
        return actions.register_party(viewer_on_site(cast.owen), name="こもれび商店", **given)


@pytest.fixture
def page(party: RelyingParty) -> str:
    return f"/desk/websites/kissa/{party.id}/"


def test_the_desk_switches_a_website_off_and_its_owners_are_told(
    cast: Cast, party: RelyingParty, page: str, visit: Any
) -> None:
    desk = visit(None, as_=cast.desk)
    assert "こもれび商店" in desk.get("/desk/websites/?q=shop.example").content.decode()
    assert "こもれび商店" not in desk.get("/desk/websites/?q=nowhere").content.decode()
    assert desk.post(f"{page}halt/", {"reason": " "}).status_code == 400, "not without a reason"
    desk.post(f"{page}halt/", {"reason": WHY})
    assert WHY in desk.get(page).content.decode()
    assert "停止中" in desk.get("/desk/websites/").content.decode()
    with site_scope(cast.kissa.id):
        assert queries.party_with(party.client_id) is None
        entry = Entry.objects.get(kind="openid.party.halted")
        assert entry.actor == "officer"
    with provider_scope():
        letter = Letter.objects.get(kind="website_halted")
        assert letter.recipient == "owen@people.example"
        assert WHY in letter.text
        assert "coorum" not in letter.subject
    desk.post(f"{page}resumption/")
    with site_scope(cast.kissa.id):
        assert queries.party_with(party.client_id) == party
    with provider_scope():
        assert Letter.objects.filter(kind="website_halted").count() == 2


def test_what_the_provider_switched_off_no_operator_allows_again(
    cast: Cast, party: RelyingParty, page: str, visit: Any
) -> None:
    desk, owen = visit(None, as_=cast.desk), visit(cast.kissa, as_=cast.owen)
    own = f"/console/websites/{party.id}/"
    owen.post(f"{own}halt/", {"reason": ""})
    desk.post(f"{page}halt/", {"reason": WHY})
    assert WHY in owen.get(own).content.decode()
    owen.post(f"{own}halt/", {"resume": "1"})
    with site_scope(cast.kissa.id):
        assert [one.is_providers for one in queries.halts_of(party)] == [True]
        assert queries.party_with(party.client_id) is None
        with refused("reason"):
            actions.halt_party(
                viewer_on_site(cast.owen).party, party, halted_by=cast.desk.id, reason="", is_providers=True
            )


def test_a_website_of_another_community_is_not_found(cast: Cast, party: RelyingParty, visit: Any) -> None:
    desk = visit(None, as_=cast.desk)
    for path in ("", "halt/", "resumption/"):
        address = f"/desk/websites/kiri/{party.id}/{path}"
        assert (desk.post(address, {"reason": WHY}) if path else desk.get(address)).status_code == 404
    assert visit(cast.kissa, as_=cast.owen).get(f"/desk/websites/kissa/{party.id}/").status_code == 404
