"""From the consent card to the operator's view, and back."""

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from coorum.accounts import queries as people
from coorum.accounts.models import Person, Role
from coorum.accounts.queries import Viewer
from coorum.base.scope import provider_scope, site_scope
from coorum.consent import actions as consent
from coorum.consent import queries as consents
from coorum.consent.models import ConsentKind, Receipt
from coorum.consent.notice import joining_notice
from coorum.consent.signatures import opened
from coorum.provision import actions, queries
from coorum.provision.models import ProvidedProfile, Provision
from coorum.sites.models import Site
from tests.cast import Cast, refused


def join(person: Person, site: Site, *, advertising: bool = False) -> None:
    with site_scope(site.id):
        notice = joining_notice(site, "ja")
        actions.join(person, fingerprint=notice.fingerprint, language="ja", advertising=advertising)


def staff_of(cast: Cast) -> Viewer:
    return people.viewer_on_site(cast.owen)


def test_nothing_is_provided_before_somebody_agrees(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        assert actions.list_members(staff_of(cast)).total == 0


def test_joining_hands_over_exactly_what_was_agreed(cast: Cast) -> None:
    join(cast.mika, cast.kissa)
    with site_scope(cast.kissa.id):
        profile = ProvidedProfile.objects.get()
        provision = Provision.objects.get()
        receipt = Receipt.objects.get()
    assert profile.email == cast.mika.email
    assert provision.items == ["email", "display_name", "user_id", "avatar", "joined_at"]
    assert provision.receipt_id == receipt.id
    assert provision.recipient["legal_name"] == cast.kissa.operator.legal_name


def test_the_receipt_is_signed_and_says_what_was_shown(cast: Cast) -> None:
    join(cast.mika, cast.kissa)
    with site_scope(cast.kissa.id):
        receipt = Receipt.objects.get()
        assert opened(receipt.signed) == receipt.document
        assert receipt.document["notice"]["fingerprint"] == joining_notice(cast.kissa, "ja").fingerprint
    header, _, signature = receipt.signed.split(".")
    assert opened(f"{header}.{_tampered(receipt.signed)}.{signature}") is None


def _tampered(signed: str) -> str:
    payload = signed.split(".")[1]
    return payload[:-2] + ("A" if payload[-2] != "A" else "B") + payload[-1]


def test_a_notice_that_changed_meanwhile_is_not_agreed_to(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        shown = joining_notice(cast.kissa, "ja").fingerprint
        cast.kissa.operator.legal_name = "株式会社あたらしい名前"
        cast.kissa.operator.save()
        with refused("stale"):
            actions.join(cast.mika, fingerprint=shown, language="ja", advertising=False)
        assert not Receipt.objects.exists()


def test_a_closed_site_wants_an_invitation(cast: Cast) -> None:
    with refused("invitation_needed"):
        join(cast.mika, cast.souko)


def test_what_was_asked_before_the_address_was_verified_is_done_after(cast: Cast) -> None:
    with provider_scope():
        fingerprint = joining_notice(cast.kissa, "ja").fingerprint
        actions.ask_to_join(cast.mika, site=cast.kissa, fingerprint=fingerprint, language="ja", advertising=True)
        assert len(actions.complete_joining(cast.mika)) == 1
        assert actions.complete_joining(cast.mika) == []
    with site_scope(cast.kissa.id):
        assert consents.kinds_in_force(cast.mika.id) == [ConsentKind.ADVERTISING, ConsentKind.PROVISION]


def test_joining_twice_makes_one_member_and_one_provision(cast: Cast) -> None:
    join(cast.mika, cast.kissa)
    join(cast.mika, cast.kissa)
    with site_scope(cast.kissa.id):
        assert Provision.objects.count() == 1


def test_the_operator_sees_the_member_and_the_member_sees_that(cast: Cast) -> None:
    join(cast.mika, cast.kissa)
    with site_scope(cast.kissa.id):
        page = actions.list_members(staff_of(cast), search="mika")
        assert [row.email for row in page.profiles] == [cast.mika.email]
    with provider_scope():
        (recipient,) = queries.who_has_data_of(cast.mika)
    assert recipient.site == cast.kissa
    assert recipient.is_open
    assert [look.act for look in recipient.looks] == ["search"]


def test_withdrawing_empties_the_operators_view_and_pauses_the_membership(cast: Cast) -> None:
    join(cast.mika, cast.kissa)
    with site_scope(cast.kissa.id):
        consent.withdraw_consent(cast.mika, kind=ConsentKind.PROVISION, by="button")
        assert actions.list_members(staff_of(cast)).total == 0
        assert people.viewer_on_site(cast.mika).paused
        assert Provision.objects.get().closed_at is not None
        assert not queries.who_has_data_of(cast.mika)[0].is_open


def test_agreeing_again_ends_the_pause(cast: Cast) -> None:
    join(cast.mika, cast.kissa)
    with site_scope(cast.kissa.id):
        consent.withdraw_consent(cast.mika, kind=ConsentKind.PROVISION, by="button")
        fingerprint = joining_notice(cast.kissa, "ja").fingerprint
        actions.agree_again(cast.mika, fingerprint=fingerprint, language="ja")
        assert not people.viewer_on_site(cast.mika).paused
        assert actions.list_members(staff_of(cast)).total == 1
        assert Provision.objects.count() == 2


def test_a_profile_without_a_live_consent_is_not_shown_even_if_the_row_stayed(cast: Cast) -> None:
    join(cast.mika, cast.kissa)
    with site_scope(cast.kissa.id), connection.cursor() as cursor:
        cursor.execute("DELETE FROM consent_consent")
        assert actions.list_members(staff_of(cast)).total == 0


def test_staff_of_another_site_see_nobody(cast: Cast) -> None:
    join(cast.mika, cast.kissa)
    with site_scope(cast.kiri.id), refused("role"):
        actions.list_members(people.viewer_on_site(cast.owen))


def test_leaving_ends_everything_but_the_record(cast: Cast) -> None:
    join(cast.mika, cast.kissa, advertising=True)
    with site_scope(cast.kissa.id):
        actions.leave_site(people.viewer_on_site(cast.mika), keep_posts=True)
        assert people.viewer_on_site(cast.mika).member is None
        assert consents.kinds_in_force(cast.mika.id) == []
        assert not ProvidedProfile.objects.exists()
        assert sorted(Provision.objects.values_list("purpose", flat=True)) == ["advertise", "provide"]
        assert not Provision.objects.filter(closed_at=None).exists()


def test_a_receipt_cannot_be_changed(cast: Cast) -> None:
    join(cast.mika, cast.kissa)
    with site_scope(cast.kissa.id), pytest.raises(DatabaseError):
        Receipt.objects.update(kind="advertising")


def test_only_owners_and_managers_export(cast: Cast) -> None:
    join(cast.mika, cast.kissa)
    with site_scope(cast.kissa.id):
        moderator = Viewer(cast.owen, role=Role.MODERATOR)
        with refused("role"):
            actions.export_members(moderator)
        assert len(actions.export_members(staff_of(cast))) == 1
