"""Advertising mail: the operator is told who wants it, and nobody else is on its list (policy 9(4), X1)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from coorum.accounts import queries as people
from coorum.accounts.contact import address_of
from coorum.accounts.models import Member
from coorum.accounts.queries import Viewer
from coorum.accounts.roles import Role
from coorum.base import clock
from coorum.base.outbox import Letter
from coorum.base.scope import site_scope
from coorum.consent import actions as consent
from coorum.consent.kinds import ConsentKind
from coorum.consent.notice import ADVERTISING_PURPOSE, joining_notice
from coorum.provision import actions, queries
from coorum.provision.models import OperatorTask, ProvidedProfile, ProvidedWish, Provision
from tests.cast import Cast, refused

ADVERTISING, PROVISION = ConsentKind.ADVERTISING, ConsentKind.PROVISION


@pytest.fixture(autouse=True)
def _scope(on_kissa: object) -> None:
    """Every test here stands on Kissa."""


def join(cast: Cast, *, advertising: bool) -> Member:
    fingerprint = joining_notice(cast.kissa, "ja").fingerprint
    return actions.join(cast.mika, fingerprint=fingerprint, language="ja", advertising=advertising)


def agree(cast: Cast, kind: ConsentKind) -> None:
    fingerprint = joining_notice(cast.kissa, "ja").fingerprint
    actions.agree_again(cast.mika, kind=kind, fingerprint=fingerprint, language="ja")


def withdraw(cast: Cast, kind: ConsentKind) -> None:
    consent.withdraw_consent(cast.mika, kind=kind, by="test")


def owner(cast: Cast) -> Viewer:
    return people.viewer_on_site(cast.owen)


def wanting(cast: Cast) -> list[str]:
    return [row.email for row in actions.list_members(owner(cast), wanting=True).profiles]


def test_a_wish_is_provided_on_its_own_consent_and_record(cast: Cast) -> None:
    join(cast, advertising=True)
    provision = Provision.objects.get(purpose=ADVERTISING_PURPOSE)
    assert provision.items == ["email", "advertising"]
    assert provision.receipt.kind == ADVERTISING
    assert provision.recipient["legal_name"] == cast.kissa.operator.legal_name
    wish = ProvidedWish.objects.get()
    assert (wish.email, wish.agreed_at) == (cast.mika.email, provision.receipt.made_at)
    assert wanting(cast) == [cast.mika.email]


def test_who_refused_advertising_is_on_no_list(cast: Cast) -> None:
    member = join(cast, advertising=False)
    assert wanting(cast) == []
    assert actions.export_wishes(owner(cast)) == []
    assert actions.show_member(owner(cast), member_id=member.id).wanted_at is None
    with refused("no_consent"):
        actions.hand_over(member, purpose=ADVERTISING_PURPOSE)
    with refused("no_consent"):
        address_of(cast.mika, ADVERTISING_PURPOSE)


def test_taking_the_wish_back_ends_it_at_once_and_nothing_else(cast: Cast) -> None:
    join(cast, advertising=True)
    withdraw(cast, ADVERTISING)
    assert wanting(cast) == []
    assert not ProvidedWish.objects.exists()
    assert Provision.objects.get(purpose=ADVERTISING_PURPOSE).closed_at is not None
    assert ProvidedProfile.objects.get().email == cast.mika.email
    assert not people.viewer_on_site(cast.mika).paused


def test_a_wish_without_a_live_consent_is_not_shown_even_if_the_row_stayed(cast: Cast) -> None:
    join(cast, advertising=True)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM consent_consent WHERE kind = 'advertising'")
    assert wanting(cast) == []
    assert actions.export_wishes(owner(cast)) == []


def test_nobody_is_advertised_to_while_the_provision_itself_is_withdrawn(cast: Cast) -> None:
    member = join(cast, advertising=True)
    withdraw(cast, PROVISION)
    assert not ProvidedWish.objects.exists()
    with refused("no_consent"):
        actions.hand_over(member, purpose=ADVERTISING_PURPOSE)
    agree(cast, PROVISION)
    assert wanting(cast) == [cast.mika.email]


def test_who_says_so_later_is_on_the_list_from_then_on(cast: Cast) -> None:
    join(cast, advertising=False)
    agree(cast, ADVERTISING)
    assert wanting(cast) == [cast.mika.email]


def test_a_wish_said_during_the_pause_waits_for_its_end(cast: Cast) -> None:
    join(cast, advertising=False)
    withdraw(cast, PROVISION)
    agree(cast, ADVERTISING)
    assert not ProvidedWish.objects.exists()
    agree(cast, PROVISION)
    assert ProvidedWish.objects.count() == 1


def test_a_wish_from_before_operators_were_told_is_told_once(cast: Cast) -> None:
    member = join(cast, advertising=True)
    actions.close_provision(member, reason="test", purpose=ADVERTISING_PURPOSE)
    assert [actions.hand_over_wishes(), actions.hand_over_wishes()] == [1, 0]
    assert wanting(cast) == [cast.mika.email]


def test_a_new_address_is_the_one_on_the_list(cast: Cast) -> None:
    member = join(cast, advertising=True)
    type(cast.mika).objects.filter(id=cast.mika.id).update(email="new@people.example")
    member = Member.objects.select_related("person").get(id=member.id)
    actions.refresh_profile(member)
    assert ProvidedWish.objects.get().email == "new@people.example"


def test_each_look_at_a_wish_is_shown_to_the_member_under_its_purpose(cast: Cast) -> None:
    join(cast, advertising=True)
    actions.list_members(owner(cast))
    actions.export_wishes(owner(cast))
    provided, advertised = queries.who_has_data_of(cast.mika)
    assert [look.act for look in provided.looks] == ["list"]
    assert [look.act for look in advertised.looks] == ["export"]
    assert (provided.consent, advertised.consent) == (PROVISION, ADVERTISING)


def test_whoever_saw_the_wish_is_told_to_stop_within_48_hours(cast: Cast) -> None:
    join(cast, advertising=True)
    actions.list_members(owner(cast), wanting=True)
    withdraw(cast, ADVERTISING)
    task = OperatorTask.objects.get()
    assert task.kind == "stop"
    assert task.due_on == timezone.localdate(clock.now()) + timedelta(days=1)
    letter = Letter.objects.get(kind="operator_stop")
    assert cast.mika.email not in letter.text


def test_whoever_never_saw_it_has_nothing_to_stop(cast: Cast) -> None:
    join(cast, advertising=True)
    actions.export_members(owner(cast))
    withdraw(cast, ADVERTISING)
    assert not OperatorTask.objects.exists()


def test_withdrawing_the_provision_stops_the_advertising_too(cast: Cast) -> None:
    join(cast, advertising=True)
    actions.export_wishes(owner(cast))
    actions.export_members(owner(cast))
    withdraw(cast, PROVISION)
    assert sorted(OperatorTask.objects.values_list("kind", flat=True)) == ["erase", "stop"]


def test_only_owners_and_managers_take_the_list_along(cast: Cast) -> None:
    join(cast, advertising=True)
    with refused("role"):
        actions.export_wishes(Viewer(cast.owen, role=Role.MODERATOR))


def test_the_list_of_one_site_is_not_anothers(cast: Cast) -> None:
    join(cast, advertising=True)
    with site_scope(cast.kiri.id):
        assert not ProvidedWish.objects.exists()
        assert list(queries.entitled_wishes()) == []
