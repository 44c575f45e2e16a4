"""A merge is taken back; or the fourteen days pass and the account that went is gone."""

from datetime import timedelta

from coorum.accounts import queries as people
from coorum.accounts.models import Closure, Member, Pause, Person
from coorum.base import clock
from coorum.base.outbox import Letter
from coorum.base.personal_data import datasets
from coorum.base.scope import provider_scope, site_scope
from coorum.base.uses import hand_out
from coorum.consent.notice import joining_notice
from coorum.privacy.actions import erasing
from coorum.privacy.erasure.kinds import State
from coorum.privacy.merging.persons import persons_of, subjects_of
from coorum.privacy.merging.queries import open_merge
from coorum.privacy.models import Erasure, Merge, MergeMove
from coorum.privacy.search import lies
from coorum.provision import actions as provision
from coorum.provision.models import Provision
from coorum.sites.models import Site
from tests.cast import refused
from tests.privacy.erasure.conftest import pass_time
from tests.privacy.merging.conftest import Pair, write


def told(person: Person, site: Site | None = None) -> str:
    """Everything that is handed out about the person there, as text."""
    with provider_scope():
        asked = list(subjects_of(person, site.id if site else None))
    places = [one for one in datasets() if one.keeper and lies(one, on_a_site=site is not None)]
    with site_scope(site.id) if site else provider_scope():
        return str([row for one in places for each in asked for row in hand_out(one, each, purpose="guide")])


def test_everything_goes_back_but_what_was_written_since(pair: Pair) -> None:
    before = {site.slug: pair.voices(site) for site in (pair.cast.kissa, pair.cast.kiri)}
    pair.merge()
    write(pair.mine, pair.cast.kissa, "あとの話")
    pair.undo()
    assert pair.voices(pair.cast.kissa) == {**before["kissa"], "あとの話": "ima"}
    assert pair.voices(pair.cast.kiri) == before["kiri"]
    for site in (pair.cast.kissa, pair.cast.kiri):
        with site_scope(site.id):
            member = people.member_of(pair.old)
            assert member
            assert not member.is_hidden
            assert Pause.objects.filter(member=member).exists(), "consents are asked anew"
            assert not MergeMove.objects.exists()
        assert pair.kinds(pair.old, site) == set()
    assert not Closure.objects.filter(person=pair.old).exists()
    with provider_scope():
        assert persons_of(pair.mine) == [pair.mine]
    assert {one.recipient for one in Letter.objects.filter(kind="merge_undone")} == {pair.old.email, pair.mine.email}
    pair.merge()  # and they may think again


def test_what_was_agreed_to_anew_ends_with_the_undoing(pair: Pair) -> None:
    pair.merge()
    with refused("not_now"):
        pair.undo(pair.cast.hana)  # nobody else's
    with site_scope(pair.cast.kiri.id):
        notice = joining_notice(pair.cast.kiri, "ja")
        provision.agree_again(pair.mine, fingerprint=notice.fingerprint, language="ja")
        assert Provision.objects.filter(person=pair.mine, closed_at=None).count() == 1
    pair.undo(pair.mine)  # either may
    with refused("not_now"):
        pair.undo(pair.old)  # and once
    with site_scope(pair.cast.kiri.id):
        assert not Provision.objects.filter(closed_at=None, member__user_id="kiri_old").exists()
    assert pair.kinds(pair.mine, pair.cast.kiri) == set()


def test_whoever_begins_to_leave_with_the_other_account_cannot_keep_it_from_being_undone(pair: Pair) -> None:
    merge = pair.merge()
    with provider_scope(), refused("merged"):
        erasing.undo(pair.old, erasure=merge.erasure)  # to come back from leaving is not the way to undo
    with provider_scope():
        mine = Person.objects.get(id=pair.mine.id)
        wish = erasing.ask_to_leave(mine, community=None, keep_posts=False)
        erasing.confirm(mine, erasure=wish)
    pair.undo(pair.old)
    assert pair.voices(pair.cast.kissa)["昔の話"] == "mukashi"
    with provider_scope():
        assert Erasure.objects.get(id=wish.id).state == State.UNDONE
    with site_scope(pair.cast.kiri.id):
        member = people.member_of(pair.old)
        assert member
        assert not member.is_hidden


def test_what_is_handed_out_about_one_holds_both(pair: Pair) -> None:
    kissa, kiri = pair.cast.kissa, pair.cast.kiri
    with site_scope(kissa.id):
        receipts = {str(one) for one in Provision.objects.filter(person=pair.old).values_list("receipt", flat=True)}
    pair.merge()
    assert pair.old.email in told(pair.mine)
    assert all(word in told(pair.mine, kissa) for word in ("昔の話", "今の話", "Mukashi", *receipts))
    assert "木の話" in told(pair.mine, kiri)
    assert pair.mine.email not in told(pair.old)
    assert "今の話" not in told(pair.old, kissa)


def test_after_fourteen_days_it_is_final(pair: Pair) -> None:
    merge = pair.merge()
    assert merge.erasure is not None
    until = merge.erasure.due_at
    assert until is not None
    with clock.held_at(until - timedelta(seconds=1)), provider_scope():
        erasing.watch()
        assert open_merge(pair.mine) is not None
    pass_time(until)
    with provider_scope():
        faults = set(
            Erasure.objects.get(id=merge.erasure.id).answers.exclude(result="done").values_list("system", "fault")
        )
        assert faults == set()
    with refused("not_now"):
        pair.undo()
    old = Person.objects.get(id=pair.old.id)
    assert old.email.endswith("@erased.invalid")
    assert pair.voices(pair.cast.kissa)["昔の話"] == "ima"
    assert pair.voices(pair.cast.kiri)["木の話"] == "kiri_old"
    for site in (pair.cast.kissa, pair.cast.kiri):
        with site_scope(site.id):
            assert not MergeMove.objects.exists()
            assert not Member.objects.filter(person=old, display_name__contains="ukashi").exists()
    with provider_scope():
        assert persons_of(pair.mine) == [pair.mine, old]  # its receipts are told for as long as they are kept
        assert Merge.objects.get().undone_at is None
    pass_time(until + timedelta(days=36))
    with provider_scope():
        assert Erasure.objects.get(id=merge.erasure.id).state == State.PROVEN


def test_who_is_erased_within_the_days_is_erased_with_both(pair: Pair) -> None:
    merge = pair.merge()
    with provider_scope():
        erasing.asking.erase_unused(Person.objects.get(id=pair.mine.id))  # without days of grace
    pass_time(clock.now())
    for person in (pair.old, pair.mine):
        assert Person.objects.get(id=person.id).email.endswith("@erased.invalid")
    assert merge.erasure is not None
    assert Erasure.objects.get(id=merge.erasure.id).state == State.RESIDUAL
