"""Owners say where their customers are known; managers release a link that is wrong, and never give one away."""

import re
from typing import Any

import pytest

from coorum.accounts.models import StaffRole
from coorum.accounts.roles import Role
from coorum.base.ledger.models import Entry
from coorum.base.outbox import Letter
from coorum.base.scope import site_scope
from coorum.customers import actions, queries
from coorum.customers.kinds import Kind
from coorum.customers.models import Directory, Link
from coorum.provision.models import LookedUp, LookUp
from tests.cast import Cast, refused
from tests.customers.steps import directory_for, linked, provided, staff

OPENID = {
    "kind": "openid",
    "name": "こもれび ID",
    "issuer": "https://id.komorebi.example",
    "client_id": "coorum",
    "client_secret": "s" * 32,
    "algorithm": "RS256",
}
PAYLOAD = {"kind": "payload", "name": "こもれび商店", "address": "https://shop.example/sso"}


@pytest.fixture
def owen(cast: Cast, visit: Any) -> Any:
    return visit(cast.kissa, as_=cast.owen)


def kept(cast: Cast) -> Directory:
    with site_scope(cast.kissa.id):
        return Directory.objects.get()


def test_an_owner_sets_it_up_and_whatever_is_changed_must_be_tried_anew(cast: Cast, owen: Any) -> None:
    assert owen.post("/console/customers/", OPENID).status_code == 302
    row = kept(cast)
    assert (row.is_on, row.tried_at, row.client_secret) == (False, None, "s" * 32)
    page = owen.get("/console/customers/").content.decode()
    assert "s" * 32 not in page
    assert "/signin/customer/kissa/return/" in page
    assert owen.post("/console/customers/switch/", {"on": "1"}).status_code == 403
    with site_scope(cast.kissa.id):
        actions.note_trial(staff(cast), kept(cast))
    owen.post("/console/customers/switch/", {"on": "1"})
    assert kept(cast).is_on
    owen.post("/console/customers/", {**OPENID, "client_secret": "", "name": "新しい名前"})
    assert kept(cast).is_on
    assert kept(cast).client_secret == "s" * 32
    owen.post("/console/customers/", {**OPENID, "client_secret": "t" * 32})
    assert not kept(cast).is_on
    with site_scope(cast.kissa.id):
        kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"customers.directory.set_up", "customers.directory.switched"} <= kinds


@pytest.mark.parametrize(
    "given",
    [
        {**OPENID, "issuer": "http://id.komorebi.example"},
        {**OPENID, "client_secret": ""},
        {**PAYLOAD, "address": "http://shop.example/sso"},
        {**PAYLOAD, "address": "https://name@shop.example/sso"},
        {**PAYLOAD, "kind": "another"},
    ],
)
def test_what_is_not_complete_or_leads_elsewhere_is_not_kept(cast: Cast, owen: Any, given: dict[str, str]) -> None:
    assert owen.post("/console/customers/", given).status_code == 200
    with site_scope(cast.kissa.id):
        assert not Directory.objects.exists()


def test_a_secret_is_shown_once_and_two_overlap(cast: Cast, owen: Any) -> None:
    owen.post("/console/customers/", PAYLOAD)
    shown = [
        re.search(r'tabindex="0">([^<]{40,})</pre>', owen.post("/console/customers/secrets/").content.decode())
        for _time in range(2)
    ]
    assert all(shown)
    assert owen.post("/console/customers/secrets/").status_code == 403
    with site_scope(cast.kissa.id):
        found = queries.secrets()
    assert [one.secret for one in found] == [one[1] for one in shown if one]
    assert found[0].secret not in owen.get("/console/customers/").content.decode()
    owen.post(f"/console/customers/secrets/{found[0].id}/withdrawal/")
    with site_scope(cast.kissa.id):
        assert [one.id for one in queries.secrets()] == [found[1].id]


def test_other_customer_ids_are_not_taken_for_the_same_people(cast: Cast) -> None:
    directory_for(cast.kissa)
    linked(cast, cast.hana)
    with site_scope(cast.kissa.id):
        given = {**OPENID, "kind": Kind.OPENID}
        with refused("other_ids"):
            actions.set_up_directory(staff(cast), **given)
        assert not actions.set_up_directory(staff(cast), **given, same_ids=True).is_on


def test_staff_find_a_member_by_customer_id_and_the_member_sees_it(cast: Cast, owen: Any) -> None:
    directory_for(cast.kissa)
    linked(cast, cast.hana)
    page = owen.post("/console/customers/links/", {"subject": "C-1001"}).content.decode()
    assert "@hana" not in page, "nothing is provided without consent"
    provided(cast, cast.hana)
    assert "@hana" in owen.post("/console/customers/links/", {"subject": "C-1001"}).content.decode()
    with site_scope(cast.kissa.id):
        assert LookUp.objects.get().act == "customer"
        assert LookedUp.objects.get().member.person_id == cast.hana.id
    assert "@hana" not in owen.post("/console/customers/links/", {"subject": "C-9999"}).content.decode()


def test_a_released_link_is_recorded_and_told_and_goes_to_nobody_else(cast: Cast, owen: Any) -> None:
    directory_for(cast.kissa)
    link = linked(cast, cast.hana)
    way = f"/console/customers/links/{link.id}/release/"
    owen.post(way, {"reason": " "})
    with site_scope(cast.kissa.id):
        assert Link.objects.exists()
    owen.post(way, {"reason": "家族の会員番号と取り違えていました"})
    with site_scope(cast.kissa.id):
        assert not Link.objects.exists()
        entry = Entry.objects.get(kind="customers.link.ended")
    assert entry.subject == cast.member(cast.hana, cast.kissa).ledger_ref
    letter = Letter.objects.get(kind="customer_unlinked")
    assert letter.recipient == cast.hana.email
    assert "家族の会員番号と取り違えていました" in letter.text
    assert owen.post(way, {"reason": "once more"}).status_code == 404


def test_who_may_do_what(cast: Cast, visit: Any) -> None:
    """Moderators neither look up nor release; managers do both and set nothing up; other sites' staff find nothing."""
    directory_for(cast.kissa)
    link = linked(cast, cast.hana)
    with site_scope(cast.kissa.id):
        StaffRole.objects.filter(person=cast.owen).update(role=Role.MODERATOR)
    owen = visit(cast.kissa, as_=cast.owen)
    assert owen.get("/console/customers/links/").status_code == 404
    with site_scope(cast.kissa.id):
        StaffRole.objects.filter(person=cast.owen).update(role=Role.MANAGER)
        for act in (
            lambda: actions.make_secret(staff(cast, Role.MANAGER), queries.directory()),  # type: ignore[arg-type]
            lambda: actions.set_up_directory(staff(cast, Role.MANAGER), kind=Kind.PAYLOAD, name="x", address="y"),
        ):
            with refused("not_owner"):
                act()
    assert owen.get("/console/customers/").status_code == 404
    assert owen.get("/console/customers/links/").status_code == 200
    with site_scope(cast.kiri.id):
        StaffRole.new(person=cast.owen, role=Role.OWNER, granted_at=link.linked_at).save()
    kiri = visit(cast.kiri, as_=cast.owen)
    assert "@hana" not in kiri.post("/console/customers/links/", {"subject": "C-1001"}).content.decode()
    assert kiri.post(f"/console/customers/links/{link.id}/release/", {"reason": "mine"}).status_code == 404
    with site_scope(cast.kissa.id):
        assert Link.objects.exists()
