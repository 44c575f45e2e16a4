"""Leaving a site, and coming back."""

import pytest

from coorum.accounts import actions, queries
from coorum.accounts.models import Departure, Member
from coorum.accounts.roles import Role
from coorum.base.events import SYSTEM
from tests.cast import Cast, refused


@pytest.fixture
def hana(cast: Cast, on_kissa: object) -> Member:
    member = queries.member_of(cast.hana)
    assert member
    return member


def test_who_left_is_nobody_there(cast: Cast, hana: Member) -> None:
    before = hana.ledger_ref
    actions.mark_departed(hana, kept_posts=True)
    assert queries.member_of(cast.hana) is None
    row = Member.objects.get(id=hana.id)
    assert "Hana" not in (row.display_name, row.user_id)
    assert row.ledger_ref != before
    assert Departure.objects.get().kept_posts


def test_who_comes_back_is_a_new_member(cast: Cast, hana: Member) -> None:
    actions.mark_departed(hana, kept_posts=True)
    again = actions.make_member(cast.hana)
    assert again.id != hana.id
    assert queries.member_of(cast.hana) == again
    actions.mark_departed(again, kept_posts=False)
    assert queries.member_of(actions.make_member(cast.hana).person)


def test_a_new_member_has_a_neutral_name(cast: Cast, on_kissa: object) -> None:
    member = actions.make_member(cast.mika)
    assert member.display_name.startswith("会員")
    assert "mika" not in f"{member.display_name}{member.user_id}".lower()


def test_staff_who_leave_are_staff_no_more_and_the_last_owner_stays(cast: Cast, hana: Member) -> None:
    actions.grant_role(SYSTEM, person=cast.hana, role=Role.OWNER)
    actions.revoke_role(SYSTEM, person=cast.owen)
    with refused("last_owner"):
        actions.mark_departed(hana, kept_posts=True)
    actions.grant_role(SYSTEM, person=cast.owen, role=Role.OWNER)
    actions.mark_departed(hana, kept_posts=True)
    assert queries.viewer_on_site(cast.hana).role == ""
