"""From the wish to the proof: what stops at once, what can be taken back until when, and what holds everything up."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from coorum.accounts import queries as people
from coorum.accounts.models import Departure, Member, Person
from coorum.accounts.profile import profile_of
from coorum.accounts.rules import ensure_may_post
from coorum.base import clock, systems
from coorum.base.events import Party
from coorum.base.ledger.models import Entry
from coorum.base.letting_go import LetGo
from coorum.base.outbox import Letter
from coorum.base.retention import rule_by_id
from coorum.base.scope import PROVIDER, provider_scope, site_scope
from coorum.community.models import Post
from coorum.community.queries import posts_visible_to
from coorum.consent import queries as consents
from coorum.consent.notice import joining_notice
from coorum.consent.signatures import opened
from coorum.privacy.actions import erasing, retention
from coorum.privacy.erasure import queries
from coorum.privacy.erasure.kinds import Result, Stage, State
from coorum.privacy.erasure.remains import remains_of
from coorum.privacy.models import Erasure, ErasureManifest
from coorum.privacy.retention.kinds import HoldGround
from coorum.provision import actions as provision
from coorum.provision.models import ProvidedProfile, Provision
from coorum.sites.models import Operator, Site
from tests.cast import Cast, refused
from tests.privacy.erasure.conftest import pass_time

Leave = Callable[..., Erasure]
SECOND = timedelta(seconds=1)


def again(erasure: Erasure) -> Erasure:
    erasure.refresh_from_db()
    return erasure


def test_a_site_that_opens_meanwhile_keeps_nothing_from_being_proven(cast: Cast, canary: Person, leave: Leave) -> None:
    wish = leave(canary)
    pass_time(wish.due_at)
    with provider_scope():
        operator = Operator.objects.get(legal_name="株式会社喫茶こもれび")
        Site.objects.create(slug="atarashi", operator=operator, name="あたらしい店", opened_at=clock.now())
        assert "あたらしい店" not in {line.site for line in queries.progress(again(wish))}
    pass_time(again(wish).due_at + SECOND)
    assert again(wish).state == State.PROVEN


def test_everything_stops_at_once(cast: Cast, canary: Person, leave: Leave) -> None:
    leave(canary)
    with site_scope(cast.kissa.id):
        viewer = people.viewer_on_site(canary)
        assert viewer.member is not None
        assert consents.kinds_in_force(canary.id) == []
        assert not ProvidedProfile.objects.filter(member=viewer.member).exists()
        assert not Provision.objects.filter(person=canary, closed_at=None).exists()
        assert profile_of(viewer.member).display_name == ""
        assert not posts_visible_to(people.viewer_on_site(cast.taro)).filter(author=viewer.member).exists()
        with refused("leaving"):
            ensure_may_post(viewer)


def test_nobody_agrees_to_anything_while_they_leave(cast: Cast, canary: Person, leave: Leave) -> None:
    leave(canary)
    for site, act in ((cast.kissa, provision.agree_again), (cast.kiri, provision.join)):
        with site_scope(site.id), refused("leaving"):
            shown: dict[str, Any] = {"fingerprint": joining_notice(site, "ja").fingerprint, "language": "ja"}
            if act is provision.join:
                shown["advertising"] = False
            act(canary, **shown)


def test_who_comes_back_is_as_before_but_for_the_consents(cast: Cast, canary: Person, leave: Leave) -> None:
    erasure = leave(canary)
    with provider_scope():
        erasing.undo(canary, erasure=again(erasure))
    with site_scope(cast.kissa.id):
        viewer = people.viewer_on_site(canary)
        assert viewer.member is not None
        assert (viewer.member.display_name, viewer.member.user_id) == ("カナリア七三", "canary_7f3a")
        assert viewer.paused
        assert consents.kinds_in_force(canary.id) == []
        assert posts_visible_to(people.viewer_on_site(cast.taro)).filter(author=viewer.member).count() == 1
        provision.agree_again(canary, fingerprint=joining_notice(cast.kissa, "ja").fingerprint, language="ja")
        assert people.viewer_on_site(canary).is_active_member
    with provider_scope(), refused("not_now"):
        erasing.undo(canary, erasure=again(erasure))


def test_the_operator_is_asked_once_to_erase_its_copies(cast: Cast, canary: Person, leave: Leave) -> None:
    leave(canary)
    letter = Letter.objects.get(kind="erasure_operator")
    assert letter.recipient == cast.kissa.operator.contact_email
    assert "@canary_7f3a" in letter.text
    assert canary.email not in letter.text
    with provider_scope():
        assert Entry.objects.filter(site_id=PROVIDER, kind="privacy.erasure.operator_asked").count() == 1


def test_fourteen_days_and_not_a_second_less(cast: Cast, canary: Person, leave: Leave) -> None:
    erasure = leave(canary, cast.kissa)
    assert erasure.rested_at is not None
    assert erasure.due_at == erasure.rested_at + timedelta(days=14)
    pass_time(erasure.due_at - SECOND)
    assert again(erasure).state == State.GRACE
    with site_scope(cast.kissa.id):
        assert not Departure.objects.exists()
    pass_time(erasure.due_at)
    assert again(erasure).state == State.RESIDUAL
    with site_scope(cast.kissa.id):
        assert Departure.objects.count() == 1
    with provider_scope(), refused("not_now"):
        erasing.undo(canary, erasure=again(erasure))


def test_a_wish_nobody_confirms_lapses(cast: Cast, canary: Person) -> None:
    with provider_scope():
        erasure = erasing.ask_to_leave(canary, community=None, keep_posts=True)
    pass_time(erasure.asked_at + timedelta(days=1))
    assert again(erasure).state == State.LAPSED
    with site_scope(cast.kissa.id):
        assert people.viewer_on_site(canary).is_active_member


def test_thirty_five_days_later_it_is_proven_and_not_before(cast: Cast, canary: Person, leave: Leave) -> None:
    erasure = leave(canary)
    pass_time(erasure.due_at)
    due = again(erasure).due_at
    assert due is not None
    assert due == erasure.erased_at + timedelta(days=35)
    pass_time(due - SECOND)
    assert again(erasure).state == State.RESIDUAL
    pass_time(due)
    assert again(erasure).state == State.PROVEN
    stages = [one.stage for one in erasure.manifests.order_by("made_at")]
    assert stages == [Stage.ERASED, Stage.PROVEN]
    for paper in erasure.manifests.all():
        assert opened(paper.signed) == paper.document
        with provider_scope():
            assert Entry.objects.filter(site_id=PROVIDER, key=paper.ledger_key, kind="privacy.erasure.signed").exists()


def test_while_one_system_is_down_nothing_is_proven(cast: Cast, canary: Person, leave: Leave) -> None:
    def down(_subject: object) -> LetGo:
        raise ConnectionError

    processor = systems.System("test.processor", "Mail service", down)
    with mock.patch.dict("coorum.base.systems._systems", {"test.processor": processor}):
        erasure = leave(canary)
        due = erasure.due_at
        for days in (0, 1, 36, 90):
            pass_time(due + timedelta(days=days))
        assert again(erasure).state == State.ERASING
        assert erasure.answers.get(system="test.processor").fault == "ConnectionError"
        assert canary.email == Person.objects.get(id=canary.id).email  # the address goes with the letter, at the end
        assert queries.needs_a_hand(queries.open_erasures()[0])
    up = systems.System("test.processor", "Mail service", lambda _subject: LetGo(erased=1))
    with mock.patch.dict("coorum.base.systems._systems", {"test.processor": up}):
        pass_time(due + timedelta(days=91))
        assert again(erasure).state == State.RESIDUAL
    assert not Person.objects.get(id=canary.id).is_active


def test_what_a_hold_covers_stays_until_it_is_lifted(cast: Cast, canary: Person, leave: Leave) -> None:
    officer, second = Party("officer", cast.desk.id, "a" * 40), Party("officer", cast.owen.id, "b" * 40)
    with provider_scope():
        facts = {"ground": HoldGround.LAWSUIT, "why": "訴状", "review_on": clock.now().date() + timedelta(days=90)}
        hold = retention.place_hold(officer, person=canary, dataset="community.words", **facts)
    erasure = leave(canary)
    pass_time(erasure.due_at)
    assert again(erasure).state == State.RESIDUAL
    assert {one.system for one in erasure.answers.filter(result=Result.HELD)} == {"community.words"}
    assert "hold" in {one["rule"] for one in erasure.manifests.get().document["residual"]}
    first = erasure.due_at
    pass_time(first)
    assert again(erasure).state == State.RESIDUAL
    with site_scope(cast.kissa.id):
        assert Post.objects.filter(body__contains="七三").exists()
    with provider_scope():
        retention.lift_hold(second, hold=hold, why="和解")
    pass_time(first + timedelta(days=5))
    assert again(erasure).due_at == first + timedelta(days=40)
    with site_scope(cast.kissa.id):
        assert not Post.objects.filter(body__contains="七三").exists()
    pass_time(first + timedelta(days=40))
    assert again(erasure).state == State.PROVEN


def test_something_left_behind_is_found_by_the_data_map(cast: Cast, canary: Person, leave: Leave) -> None:
    erasure = leave(canary)
    pass_time(erasure.due_at)
    assert remains_of(again(erasure)) == []
    with site_scope(cast.kissa.id):
        Member.objects.filter(person=canary).update(bio="七三の自己紹介")
    assert remains_of(erasure) == ["accounts.Member (kissa)"]
    with mock.patch("coorum.privacy.actions.erasing.proving.ask_again"):
        pass_time(again(erasure).due_at)
    assert again(erasure).state == State.BACKUP_AGED
    pass_time(erasure.erased_at + timedelta(days=36))  # asked once more, it goes
    assert again(erasure).state == State.PROVEN


def test_closing_an_account_leaves_no_way_in(canary: Person, leave: Leave) -> None:
    erasure = leave(canary)
    pass_time(erasure.due_at)
    shell = Person.objects.get(id=canary.id)
    assert shell.email.endswith("@erased.invalid")
    assert not shell.has_usable_password()
    assert shell.ledger_ref != canary.ledger_ref
    assert not shell.sessions.exists()
    unconfirmed = rule_by_id("accounts.unconfirmed")
    assert unconfirmed is not None
    assert (
        not unconfirmed.overdue(clock.now() + timedelta(days=99)).filter(id=canary.id).exists()
    )  # records point at it


def test_the_last_letter_carries_the_proof_and_leaves_no_address(
    canary: Person, leave: Leave, deliver: Callable[[], None], mailoutbox: list[Any]
) -> None:
    erasure = leave(canary)
    pass_time(erasure.due_at)
    deliver()
    letter = next(one for one in mailoutbox if one.extra_headers["X-Coorum-Kind"] == "erasure_farewell")
    paper = ErasureManifest.objects.get()
    assert letter.to == [canary.email]
    assert paper.signed in letter.body
    assert not Letter.objects.filter(recipient=canary.email).exists()


def test_an_owner_hands_over_first(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        Member.new(person=cast.owen, display_name="Owen", user_id="owen", joined_at=clock.now()).save()
    with provider_scope():
        erasure = erasing.ask_to_leave(cast.owen, community=cast.kissa, keep_posts=True)
        with refused("last_owner"):
            erasing.confirm(cast.owen, erasure=erasure)
        with refused("at_the_desk"):
            erasing.ask_to_leave(cast.desk, community=None, keep_posts=True)


def test_it_is_under_way_once(cast: Cast, canary: Person, leave: Leave) -> None:
    leave(canary, cast.kissa)
    with provider_scope(), refused("leaving"):
        erasing.ask_to_leave(canary, community=cast.kissa, keep_posts=True)
    with provider_scope(), refused("not_yours"):
        erasing.undo(cast.hana, erasure=Erasure.objects.get())


@pytest.mark.parametrize("change", ["UPDATE privacy_erasurestep SET why = 'x'", "DELETE FROM privacy_erasuremanifest"])
def test_steps_and_papers_cannot_be_edited(canary: Person, leave: Leave, change: str) -> None:
    erasure = leave(canary)
    pass_time(erasure.due_at)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
