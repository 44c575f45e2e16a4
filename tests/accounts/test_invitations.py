"""Invitations: a door opened for one address, once."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from coorum.accounts import actions, queries
from coorum.accounts.models import Invitation
from coorum.accounts.queries import Viewer
from coorum.accounts.roles import Role
from coorum.base import clock, links
from coorum.base.outbox import Letter
from coorum.base.scope import site_scope
from coorum.consent.notice import joining_notice
from coorum.provision import actions as provision
from tests.cast import Cast, refused


@pytest.fixture
def owner(cast: Cast) -> Iterator[Viewer]:
    with site_scope(cast.souko.id):
        yield Viewer(cast.owen, role=Role.OWNER)


def sent_code() -> str:
    found = re.search(r"\?code=([\w-]+)", Letter.objects.latest("written_at").text)
    assert found
    return found[1]


def test_the_code_travels_by_mail_only(cast: Cast, owner: Viewer) -> None:
    invitation = actions.invite(owner, email="Mika@People.Example")
    letter = Letter.objects.get(kind="invitation")
    assert letter.recipient == cast.mika.email
    assert f"http://souko.test{links.path_to('invitation', invitation.id)}?code=" in letter.text
    assert sent_code() not in invitation.code_hash


def test_an_invited_person_joins_a_closed_site(cast: Cast, owner: Viewer) -> None:
    actions.invite(owner, email=cast.mika.email)
    notice = joining_notice(cast.souko, "ja")
    agreed = {"fingerprint": notice.fingerprint, "language": "ja", "advertising": False}
    with refused("invitation_needed"):
        provision.join(cast.mika, **agreed)
    with refused("invitation_needed"):
        provision.join(cast.taro, **agreed, invitation=sent_code())
    provision.join(cast.mika, **agreed, invitation=sent_code())
    assert queries.member_of(cast.mika)
    assert queries.invitation_with(sent_code()) is None


def test_a_staff_invitation_grants_its_role(cast: Cast, owner: Viewer) -> None:
    actions.invite(owner, email=cast.mika.email, role=Role.MODERATOR)
    actions.accept_invitation(cast.mika, code=sent_code())
    assert queries.viewer_on_site(cast.mika).role == Role.MODERATOR


def test_an_invitation_is_used_once(cast: Cast, owner: Viewer) -> None:
    actions.invite(owner, email=cast.mika.email)
    actions.accept_invitation(cast.mika, code=sent_code())
    with refused("invitation_needed"):
        actions.accept_invitation(cast.mika, code=sent_code())


def test_an_old_invitation_is_void(cast: Cast, owner: Viewer) -> None:
    actions.invite(owner, email=cast.mika.email)
    Invitation.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    with refused("invitation_needed"):
        actions.accept_invitation(cast.mika, code=sent_code())


def test_inviting_again_and_taking_back_make_the_code_void(cast: Cast, owner: Viewer) -> None:
    actions.invite(owner, email=cast.mika.email)
    first = sent_code()
    second = actions.invite(owner, email=cast.mika.email)
    assert queries.invitation_with(first) is None
    actions.withdraw_invitation(owner, invitation=second)
    assert not queries.open_invitations().exists()


def test_a_code_of_one_site_opens_no_other(cast: Cast, owner: Viewer) -> None:
    actions.invite(owner, email=cast.mika.email)
    code = sent_code()
    with site_scope(cast.kissa.id):
        assert queries.invitation_with(code) is None


def test_managers_invite_members_and_owners_invite_staff(cast: Cast, owner: Viewer) -> None:
    manager, moderator = Viewer(cast.taro, role=Role.MANAGER), Viewer(cast.taro, role=Role.MODERATOR)
    actions.invite(manager, email="new@people.example")
    with refused("not_owner"):
        actions.invite(manager, email="new@people.example", role=Role.MODERATOR)
    with refused("not_manager"):
        actions.invite(moderator, email="new@people.example")
