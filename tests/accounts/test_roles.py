"""Staff of a site: made and dismissed by owners, and never without one."""

from collections.abc import Iterator

import pytest

from coorum.accounts import actions, queries
from coorum.accounts.models import Person
from coorum.accounts.queries import Viewer
from coorum.accounts.roles import Role
from coorum.base.events import SYSTEM
from coorum.base.scope import current, site_scope
from tests.cast import Cast, refused


@pytest.fixture
def owner(cast: Cast) -> Iterator[Viewer]:
    with site_scope(cast.kissa.id):
        yield queries.viewer_on_site(cast.owen)


def role(person: Person) -> str:
    return queries.viewer_on_site(person).role


def test_an_owner_makes_a_member_staff(cast: Cast, owner: Viewer) -> None:
    actions.grant_role(owner, person=cast.taro, role=Role.MODERATOR)
    actions.grant_role(owner, person=cast.taro, role=Role.MANAGER)
    assert role(cast.taro) == Role.MANAGER
    kinds = [item.event.name for item in current().unit.evidence]  # type: ignore[attr-defined]
    assert kinds == ["accounts.role.granted", "accounts.role.granted"]


def test_the_provider_may_make_the_first_owner(cast: Cast) -> None:
    with site_scope(cast.kiri.id):
        actions.grant_role(SYSTEM, person=cast.mika, role=Role.OWNER)
        assert role(cast.mika) == Role.OWNER


@pytest.mark.parametrize("rank", [Role.MANAGER, Role.MODERATOR, ""])
def test_nobody_below_an_owner_grants_roles(cast: Cast, owner: Viewer, rank: str) -> None:
    with refused("not_owner"):
        actions.grant_role(Viewer(cast.taro, role=rank), person=cast.taro, role=Role.OWNER)


def test_a_dismissed_person_stays_a_member(cast: Cast, owner: Viewer) -> None:
    actions.grant_role(owner, person=cast.taro, role=Role.MODERATOR)
    actions.revoke_role(owner, person=cast.taro)
    assert role(cast.taro) == ""
    assert queries.member_of(cast.taro)


def test_the_last_owner_stays(cast: Cast, owner: Viewer) -> None:
    with refused("last_owner"):
        actions.revoke_role(owner, person=cast.owen)
    with refused("last_owner"):
        actions.grant_role(owner, person=cast.owen, role=Role.MANAGER)
    actions.grant_role(owner, person=cast.taro, role=Role.OWNER)
    actions.revoke_role(owner, person=cast.owen)
    assert role(cast.owen) == ""


def test_who_is_not_staff_cannot_be_dismissed(cast: Cast, owner: Viewer) -> None:
    with refused("not_staff"):
        actions.revoke_role(owner, person=cast.hana)


def test_a_role_on_one_site_is_none_on_another(cast: Cast) -> None:
    with site_scope(cast.kiri.id):
        assert role(cast.owen) == ""
