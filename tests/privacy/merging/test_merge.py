"""Two accounts become one: what goes over, what ends, what stays with whom it names."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

from coorum.accounts import actions as accounts
from coorum.accounts import queries as people
from coorum.accounts.bands import Band
from coorum.accounts.models import Member, Pause, Person, Session, StaffRole
from coorum.accounts.roles import Duty, Role
from coorum.base import personal_data, tombstones
from coorum.base.actions import undone
from coorum.base.errors import Refused
from coorum.base.events import SYSTEM, Party
from coorum.base.ledger.models import Entry
from coorum.base.outbox import Letter
from coorum.base.scope import PROVIDER, provider_scope, site_scope
from coorum.community.models import Draft, Post, PostLike
from coorum.consent import answering, campaign
from coorum.consent.kinds import ChangeClass, ConsentKind, VersionChoice
from coorum.consent.models import Receipt
from coorum.enquiries import actions as enquiries
from coorum.enquiries.kinds import Kind as EnquiryKind
from coorum.enquiries.queries import own_enquiries
from coorum.integrations.models import Change
from coorum.moderation import actions as moderation
from coorum.moderation import subjects
from coorum.moderation.kinds import Kind as ReportKind
from coorum.privacy import actions as rights
from coorum.privacy.actions import erasing, merging, retention
from coorum.privacy.kinds import Kind
from coorum.privacy.merging.preview import preview
from coorum.privacy.models import Merge, MergeMove
from coorum.privacy.queries import own_requests, request_of
from coorum.privacy.retention.kinds import HoldGround
from coorum.provision import actions as provision
from coorum.provision.models import ProvidedProfile, Provision
from tests.cast import refused
from tests.consent.test_campaign import AFTER, BEFORE, publish
from tests.privacy.merging.conftest import Pair, write


def test_the_preview_says_what_then_happens(pair: Pair) -> None:
    with provider_scope():
        shown = preview(pair.old, pair.mine)
    kiri, kissa = sorted(shown.places, key=lambda one: one.site.slug)
    assert (kissa.mine, kissa.theirs, kissa.is_both) == ("Mukashi", "Ima", True)
    assert (kissa.stays, kissa.ends) == ((ConsentKind.PROVISION,), (ConsentKind.ADVERTISING,))
    assert (kiri.is_both, kiri.again) == (False, (ConsentKind.PROVISION, ConsentKind.ADVERTISING))
    assert {number for _title, number in kiri.counts} == {1}  # a post; a draft
    pair.merge()
    assert pair.kinds(pair.mine, pair.cast.kissa) == {"provision"}
    assert pair.kinds(pair.mine, pair.cast.kiri) == set()
    _everything_went_over(pair)
    _a_site_sees_only_its_part(pair)


def _everything_went_over(pair: Pair) -> None:
    assert pair.voices(pair.cast.kissa)["昔の話"] == pair.voices(pair.cast.kissa)["今の話"] == "ima"
    assert pair.voices(pair.cast.kiri)["木の話"] == "kiri_old"  # the membership went over, name and all
    with site_scope(pair.cast.kiri.id):
        member = people.member_of(pair.mine)
        assert member
        assert member.user_id == "kiri_old"
        assert Pause.objects.filter(member=member).exists()
    with site_scope(pair.cast.kissa.id):
        # Systems that mirror the community hear whose post it is now.
        posts = Change.objects.filter(subject="post", what="updated").values_list("subject_id", flat=True)
        assert Post.objects.get(title="昔の話").id in posts
        old = Member.objects.get(user_id="mukashi")
        assert old.is_hidden
        assert old.person_id == pair.old.id
        assert set(Draft.objects.values_list("owner", flat=True)) == {pair.mine.id}
        mine = people.member_of(pair.mine)
        # Both liked Hana's post: one like goes over, the double stays behind and goes with the account.
        assert (PostLike.objects.filter(member=mine).count(), PostLike.objects.filter(member=old).count()) == (2, 1)


def _a_site_sees_only_its_part(pair: Pair) -> None:
    seen = {}
    for site in (pair.cast.kissa, pair.cast.kiri, pair.cast.souko):
        with site_scope(site.id):
            seen[site.slug] = set(MergeMove.objects.values_list("column", flat=True))
    assert "accounts.Member.person_id" in seen["kiri"] - seen["kissa"]
    assert "community.Post.author_id" in seen["kissa"]
    assert seen["souko"] == set()


def test_receipts_and_records_stay_with_whom_they_name(pair: Pair) -> None:
    with site_scope(pair.cast.kissa.id):
        signed = dict(Receipt.objects.values_list("id", "signed"))
        whose = dict(Provision.objects.values_list("id", "person"))
    pair.merge()
    with site_scope(pair.cast.kissa.id):
        after = Receipt.objects.filter(id__in=signed)
        assert dict(after.values_list("id", "signed")) == signed
        assert {one.person_id for one in after} == {pair.old.id, pair.mine.id}
        assert dict(Provision.objects.filter(id__in=whose).values_list("id", "person")) == whose
        assert not Provision.objects.filter(person=pair.old, closed_at=None).exists()
        assert list(ProvidedProfile.objects.values_list("user_id", flat=True)) == ["ima"]


def test_the_account_that_went_opens_nothing_and_both_are_told(pair: Pair) -> None:
    with provider_scope():
        Session.objects.create(
            session_key="s", session_data="", expire_date=people.clock.now(), person=pair.old, host="x"
        )
    merge = pair.merge()
    old = Person.objects.get(id=pair.old.id)
    assert (old.epoch, Session.objects.filter(person=old).count()) == (pair.old.epoch + 1, 0)
    with provider_scope(), refused("leaving"), site_scope(pair.cast.souko.id):
        provision.join(old, fingerprint="x", language="ja", advertising=False)
    told = Letter.objects.filter(kind="accounts_merged")
    assert {one.recipient for one in told} == {pair.old.email, pair.mine.email}
    # Neither letter names the other address.
    assert all(other.email not in one.text for one in told for other in (pair.old, pair.mine))
    with provider_scope():
        entry = Entry.objects.get(site_id=PROVIDER, key=merge.id)
        assert entry.kind == "privacy.merge.done"
        assert pair.mine.ledger_ref in entry.refs
    for site, others in ((pair.cast.kissa, 1), (pair.cast.souko, 0)):
        with site_scope(site.id):
            assert Entry.objects.filter(kind="privacy.member.merged").count() == others


def test_a_role_in_an_operators_staff_goes_over(pair: Pair) -> None:
    with site_scope(pair.cast.kissa.id):
        StaffRole.objects.filter(person=pair.cast.owen).update(person=pair.old)  # the last owner
    pair.merge()
    with site_scope(pair.cast.kissa.id):
        assert people.viewer_on_site(pair.mine).role == Role.OWNER
        assert people.viewer_on_site(pair.old).role == ""
    pair.undo()
    with site_scope(pair.cast.kissa.id):
        assert people.viewer_on_site(pair.old).role == Role.OWNER


def _at_the_desk(pair: Pair) -> None:
    accounts.appoint_officer(SYSTEM, email=pair.mine.email, duty=Duty.PRIVACY_OFFICER, password=None)


def _leaving(pair: Pair) -> None:
    wish = erasing.ask_to_leave(pair.mine, community=pair.cast.kissa, keep_posts=True)
    erasing.confirm(pair.mine, erasure=wish)


def _requesting(pair: Pair) -> None:
    rights.ask(pair.old, kind=Kind.DISCLOSURE, words="すべて")


def _held(pair: Pair) -> None:
    soon = people.clock.now().date() + timedelta(days=90)
    officer = Party("officer", pair.cast.desk.id, pair.cast.desk.ledger_ref)
    facts = {"why": "訴状が届いた", "review_on": soon, "community": pair.cast.kissa, "dataset": "community.words"}
    retention.place_hold(officer, ground=HoldGround.LAWSUIT, **facts)


def _reported(pair: Pair) -> None:
    with site_scope(pair.cast.kissa.id):
        matter = subjects.find("post", Post.objects.get(title="昔の話").id)
        assert matter
        moderation.report(people.viewer_on_site(pair.cast.hana), matter=matter, kind=ReportKind.TERMS, words="宣伝")


def _two_roles(pair: Pair) -> None:
    with site_scope(pair.cast.kissa.id):
        for person in (pair.old, pair.mine):
            StaffRole.new(person=person, role=Role.MODERATOR, granted_at=people.clock.now()).save()


def _unverified(pair: Pair) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.filter(user=pair.old).update(verified=False)


def _minor(pair: Pair) -> None:
    accounts.note_age(pair.mine, band=Band.YOUTH)


#: A hold and a report have the same word: nobody is to know which it is.
REFUSED = [
    ("at_the_desk", _at_the_desk),
    ("leaving", _leaving),
    ("open_request", _requesting),
    ("bound", _held),
    ("bound", _reported),
    ("two_roles", _two_roles),
    ("unverified", _unverified),
    ("minor", _minor),
]


def test_who_may_not_is_refused_and_nothing_moves(pair: Pair) -> None:
    with provider_scope():
        for code, made_so in REFUSED:
            with undone():
                made_so(pair)
                with refused(code):
                    pair.merge()
                assert not Merge.objects.exists()
    assert pair.voices(pair.cast.kissa)["昔の話"] == "mukashi"


def test_one_account_is_not_merged_with_itself_nor_twice(pair: Pair) -> None:
    with refused("same"):
        pair.merge(pair.mine, pair.mine)
    pair.merge()
    for going, staying in ((pair.mine, pair.old), (pair.old, pair.cast.hana), (pair.cast.taro, pair.mine)):
        with refused("merging"):
            pair.merge(going, staying)


def test_what_changed_since_it_was_shown_is_shown_again(pair: Pair) -> None:
    with provider_scope():
        seen = preview(pair.old, pair.mine).digest
        going, staying = (Person.objects.get(id=one.id) for one in (pair.old, pair.mine))
    write(pair.old, pair.cast.kiri, "もう一つ")
    with provider_scope(), refused("stale"):
        merging.merge_accounts(staying, going=going, epochs=(going.epoch, staying.epoch), seen=seen)


def test_an_epoch_that_moved_between_proof_and_merge_voids_it(pair: Pair) -> None:
    with provider_scope():
        going, staying = (Person.objects.get(id=one.id) for one in (pair.old, pair.mine))
        epochs, seen = (going.epoch, staying.epoch), preview(going, staying).digest
        for person in (going, staying):
            with undone():
                accounts.change_password(Person.objects.get(id=person.id), password="別の長い合言葉です")
                with refused("epoch"):
                    merging.merge_accounts(staying, going=going, epochs=epochs, seen=seen)


def test_two_merges_that_cross_end_as_one(committed: None) -> None:
    from django.db import connection

    with provider_scope():
        one, other = (
            accounts.register_person(email=f"{name}@people.example", password=None, language="ja")
            for name in ("hitori", "futari")
        )
        for person in (one, other):
            accounts.verify_address(person)
        epochs = {person.id: Person.objects.get(id=person.id).epoch for person in (one, other)}

    def merge(going: Person, staying: Person) -> str:
        try:
            with provider_scope():
                seen = preview(going, staying).digest
                given = (epochs[going.id], epochs[staying.id])
                merging.merge_accounts(staying, going=going, epochs=given, seen=seen)
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as threads:
        answers = [thread.result() for thread in [threads.submit(merge, one, other), threads.submit(merge, other, one)]]
    assert sorted(answers) in (["done", "epoch"], ["done", "merging"])
    assert Merge.objects.count() == 1


def test_a_room_that_says_nothing_of_merging_blocks_it(pair: Pair, monkeypatch: Any) -> None:
    silent = replace(personal_data.dataset("community.words"), merging=None)
    monkeypatch.setitem(personal_data._datasets, "community.words", silent)
    with refused("not_ready"):
        pair.merge()


def test_a_version_that_was_declined_with_either_is_declined(pair: Pair) -> None:
    with provider_scope():
        publish("1.0", BEFORE, ChangeClass.FIRST)
        version = publish("1.1", AFTER, ChangeClass.C)
        for person, answer in ((pair.old, VersionChoice.REFUSED), (pair.mine, VersionChoice.GRANTED)):
            answering.answer_version(person, version=version, answer=answer, language="ja", by="test")
    pair.merge()
    with provider_scope():
        ask = campaign.ask_of(pair.mine, version)
        assert ask is not None
        assert ask.state == "refused"


def test_after_a_restore_they_become_one_again_and_are_taken_apart_again(pair: Pair) -> None:
    with provider_scope():
        for kind, into in (("done", str(pair.mine.id)), ("undone", "")):
            stone = tombstones.Tombstone(
                kind=f"privacy.merge.{kind}",
                site_id=PROVIDER,
                subject=pair.old.id,
                facts={"into": into} if into else {},
                buried_at=people.clock.now(),
            )
            tombstones._replay(stone)
            assert bool(pair.voices(pair.cast.kissa)["昔の話"] == "ima") is (kind == "done")


def test_what_was_asked_under_either_account_is_found_under_the_one_that_stays(pair: Pair) -> None:
    with provider_scope():
        ways = {"kind": EnquiryKind.QUESTION, "subject": "質問", "words": "いつ開きますか"}
        written = enquiries.write_to_us(pair.old, address=pair.old.email, **ways)
        asked = rights.ask(pair.old, kind=Kind.DISCLOSURE, words="すべて")
        rights.withdraw_request(pair.old, request=asked)  # while one goes on, nothing is merged
    pair.merge()
    with provider_scope():
        mine = Person.objects.get(id=pair.mine.id)
        assert list(own_requests(mine)) == [asked]
        assert request_of(mine, asked.id) == asked
        assert list(own_enquiries(mine)) == [written]
        assert not own_requests(pair.cast.taro).exists()
    pair.undo()
    with provider_scope():
        assert not own_requests(mine).exists(), "and they go back with the account"
