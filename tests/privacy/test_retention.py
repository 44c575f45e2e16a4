"""The engine lets go of what has served its time, and of nothing that a law or a hold keeps."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from coorum.accounts.models import HandOff, Session
from coorum.accounts.queries import viewer_on_site
from coorum.base import clock
from coorum.base.events import Party, publish
from coorum.base.ids import new_id
from coorum.base.ledger.models import Entry, Leaf, Opening
from coorum.base.ledger.reading import acts_of_staff
from coorum.base.ledger.sealing import seal_once
from coorum.base.ledger.verify import verify
from coorum.base.outbox import Letter
from coorum.base.personal_data import Tag, datasets
from coorum.base.retention import Period, Rule, Unit, lasting_datasets, rule_by_id, rules, told
from coorum.base.scope import PROVIDER, provider_scope, site_scope
from coorum.consent.models import Consent, Receipt
from coorum.privacy.actions import retention
from coorum.privacy.models import LegalHold, RetentionRun
from coorum.privacy.retention import engine
from coorum.privacy.retention.kinds import HoldGround
from coorum.provision.events import MEMBERS_LOOKED_UP
from tests.cast import Cast, refused
from tests.ledger.openings import payload_of
from tests.periods import let_go

YEARS = 8 * 366


def rule(name: str) -> Rule:
    found = rule_by_id(name)
    assert found is not None
    return found


def run(*, is_full: bool = True) -> RetentionRun:
    """A run to its end, in the open scope."""
    began = retention.begin_run(is_full=is_full)
    while retention.go_on(began.id):
        pass
    began.refresh_from_db()
    return began


def overdue() -> dict[str, int]:
    """What is due in the open scope and still there."""
    here = [one for one in rules() if engine.is_here(one, PROVIDER)]
    return {one.id: count for one in here if (count := engine.due(one).count())}


def letters(*days: int) -> None:
    for ago in days:
        at = clock.now() - timedelta(days=ago)
        _letter(f"after_{ago}", "hana@people.example", at)


def _letter(kind: str, recipient: str, sent_at: datetime) -> None:
    Letter.objects.create(key=new_id(), site_id=PROVIDER, kind=kind, recipient=recipient, sent_at=sent_at)


def hold(officer: Party, **what: object) -> LegalHold:
    soon = clock.now().date() + timedelta(days=90)
    return retention.place_hold(officer, ground=HoldGround.LAWSUIT, why="訴状", review_on=soon, **what)  # type: ignore[arg-type]


@pytest.fixture
def long_ago() -> Iterator[None]:
    with clock.held_at(datetime(2012, 3, 1, 3, 0, tzinfo=UTC)):
        yield


def test_every_dataset_about_people_has_a_rule_or_says_what_it_lasts_with() -> None:
    told = {one.dataset for one in (*rules(), *lasting_datasets())}
    people = {
        one.name for one in datasets() if any({Tag.PERSONAL, Tag.RELATED} & set(t.tags().values()) for t in one.tables)
    }
    assert people - told == set()
    assert {one.dataset for one in rules()} <= {one.name for one in datasets()}


def test_every_dataset_says_how_long_in_the_words_of_its_rules() -> None:
    for language in ("ja", "en"):
        with override(language):
            assert [one.name for one in datasets() if not told(one.name)] == []
            for each in rules():
                assert str(each.what) in told(each.dataset), each.id
                assert (each.period.words if each.period.count else str(each.since)) in told(each.dataset), each.id


def test_what_is_said_follows_the_period_chosen_here(desk_scope: Cast, officer: Party) -> None:
    retention.change_period(officer, rule=rule("base.letters"), period=Period(30), why="短くする")
    with override("en"):
        assert "Records of mail sent – 90 days" in told("base.letters")
        assert "Records of mail sent – 30 days" in told("base.letters", engine.period_of)


def test_every_table_of_a_rule_is_in_its_dataset() -> None:
    tables = {(one.name, table.label) for one in datasets() for table in one.tables}
    assert [(one.id, t) for one in rules() for t in one.tables if (one.dataset, t) not in tables] == []


def test_months_and_years_are_those_of_the_calendar() -> None:
    leap = datetime(2024, 2, 29, 9, tzinfo=UTC)
    assert Period(3, Unit.YEARS).before(leap) == datetime(2021, 2, 28, 9, tzinfo=UTC)
    assert Period(18, Unit.MONTHS).before(leap) == datetime(2022, 8, 29, 9, tzinfo=UTC)
    assert Period(11, Unit.MONTHS).is_shorter_than(Period(1, Unit.YEARS))


def test_a_run_is_one_entry_also_where_nothing_went(desk_scope: Cast) -> None:
    run()
    letters(10, 91, 200)
    ended = run()
    assert ended.ended_at
    assert ended.counts.get(rule="base.letters").gone == 2
    assert [one.kind for one in Letter.objects.all()] == ["after_10"]


def test_the_entry_says_how_many_went_by_which_rule(cast: Cast) -> None:
    for ago in ([], [91]):
        with provider_scope():
            letters(*ago)
            run()
        with provider_scope():
            last = Entry.objects.filter(site_id=PROVIDER, kind="privacy.periods.kept").order_by("n").last()
            assert last is not None
            told = payload_of(PROVIDER, last.n)
            assert told is not None
            assert told["gone"]["base.letters"] == len(ago)
    assert Entry.objects.filter(kind="privacy.periods.kept").count() == 2


def test_between_full_runs_only_what_serves_for_hours_is_asked(desk_scope: Cast) -> None:
    letters(91)
    HandOff.objects.create(
        code_hash="x", person=desk_scope.hana, host="h", challenge="c", made_at=clock.now() - timedelta(hours=2)
    )
    run(is_full=False)
    assert Letter.objects.count() == 1
    assert not HandOff.objects.exists()


def test_a_run_goes_in_batches_and_is_gone_on_with(desk_scope: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BATCH", 2)
    letters(*range(91, 96))
    began = retention.begin_run(is_full=True)
    assert retention.go_on(began.id)
    assert Letter.objects.count() == 3
    assert retention.begin_run(is_full=True) == began
    while retention.go_on(began.id):
        pass
    assert began.counts.get(rule="base.letters").gone == 5
    assert not retention.go_on(began.id)


def test_a_rule_that_fails_does_not_keep_the_others(desk_scope: Cast) -> None:
    letters(91)
    Session.objects.create(session_key="s", session_data="", expire_date=clock.now() - timedelta(days=1))
    with mock.patch.object(engine, "let_go", side_effect=_failing_for("accounts.sessions", engine.let_go)):
        ended = run()
    assert ended.counts.get(rule="accounts.sessions").fault == "ZeroDivisionError"
    assert not Letter.objects.exists()
    assert Session.objects.count() == 1


def _failing_for(name: str, honest: object) -> object:
    def let(rule: Rule, *args: object) -> object:
        return 1 / 0 if rule.id == name else honest(rule, *args)  # type: ignore[operator]

    return let


def test_what_a_hold_covers_stays_and_is_counted(desk_scope: Cast, officer: Party) -> None:
    letters(91, 92)
    _letter("other", "x@x.example", clock.now() - timedelta(days=91))
    hold(officer, person=desk_scope.hana)
    ended = run()
    assert Letter.objects.count() == 2
    assert ended.counts.get(rule="base.letters").held == 2
    assert "base.letters" not in overdue()


def test_a_hold_on_a_kind_of_data_keeps_all_of_it(desk_scope: Cast, officer: Party) -> None:
    letters(91)
    hold(officer, dataset="base.letters")
    run()
    assert Letter.objects.count() == 1


def test_after_eight_years_nothing_is_left_that_should_be_gone(cast: Cast) -> None:
    with provider_scope():
        letters(1)
        with clock.held_at(clock.now() + timedelta(days=400)):
            run()
            assert overdue() == {}
        with clock.held_at(clock.now() + timedelta(days=YEARS)):
            run()
            assert overdue() == {}


def test_receipts_stay_while_the_consent_does_and_three_years_after(cast: Cast, long_ago: None) -> None:
    with site_scope(cast.kissa.id):
        given = _receipt(cast, "given")
        consent = Consent.new(
            person=cast.hana, kind="provision", purposes=[], items=[], receipt=given, given_at=clock.now()
        )
        consent.save()
        with clock.held_at(clock.now() + timedelta(days=YEARS)):
            assert let_go("consent.receipts") == 0
        consent.delete()
        with clock.held_at(clock.now() + timedelta(days=365)):
            _receipt(cast, "withdrawn")
        for days, gone in ((1440, 0), (1480, 2)):
            with clock.held_at(clock.now() + timedelta(days=days)):
                assert let_go("consent.receipts") == gone


def _receipt(cast: Cast, event: str) -> Receipt:
    receipt = Receipt.new(person=cast.hana, kind="provision", event=event, document={}, signed="", made_at=clock.now())
    receipt.save()
    return receipt


def test_the_database_keeps_young_receipts(cast: Cast) -> None:
    with site_scope(cast.kissa.id):
        receipt, receipts = _receipt(cast, "given"), rule("consent.receipts")
        young = Receipt.objects.filter(id=receipt.id)
        for destroy, why in ((young.delete, "permission denied"), (lambda: receipts.let_go(young), "append-only")):
            with pytest.raises(DatabaseError, match=why), transaction.atomic():
                destroy()


def test_a_period_changes_within_its_bounds_only(desk_scope: Cast, officer: Party) -> None:
    letters(40)
    changed = rule("base.letters")
    for period, code in ((Period(13), "too_short"), (Period(91), "too_long"), (Period(4, Unit.MONTHS), "too_long")):
        with refused(code):
            retention.change_period(officer, rule=changed, period=period, why="x")
    with refused("too_short"):
        retention.change_period(officer, rule=rule("privacy.fees"), period=Period(6, Unit.YEARS), why="x")
    with refused("fixed"):
        retention.change_period(officer, rule=rule("base.tombstones"), period=Period(60), why="x")
    with refused("no_reason"):
        retention.change_period(officer, rule=changed, period=Period(30), why="")
    assert let_go("base.letters") == 0
    retention.change_period(officer, rule=changed, period=Period(30), why="問い合わせは1か月以内に来る")
    assert let_go("base.letters") == 1


def test_a_law_is_not_undercut_by_a_rule_either() -> None:
    from coorum.base.retention import register

    fees = rule("privacy.fees")
    short = {**vars(fees), "id": "privacy.fees_short", "period": Period(6, Unit.YEARS)}
    with pytest.raises(ValueError, match="shorter than"):
        register(Rule(**short))


def test_the_evidence_verifies_after_its_particulars_are_gone(cast: Cast) -> None:
    with provider_scope():
        run()
    with provider_scope():
        assert Opening.objects.filter(site_id=PROVIDER).exists()
        with clock.held_at(clock.now() + timedelta(days=YEARS)):
            assert let_go("ledger.legal") > 0
        assert not Opening.objects.filter(site_id=PROVIDER).exists()
        assert verify(PROVIDER).fault == ""


def test_sealed_looks_are_silent_once_their_particulars_are_gone(cast: Cast) -> None:
    """That somebody looked, and when, stays in the chain and verifies; who saw whom, and by which words, nobody can say."""
    with site_scope(cast.kissa.id):
        hana, staff = viewer_on_site(cast.hana), viewer_on_site(cast.owen)
        publish(MEMBERS_LOOKED_UP, actor=staff.party, subject=hana.party, payload={"search": "はな", "rows": 1})
    assert seal_once() >= 1
    with site_scope(cast.kissa.id):
        looks = Leaf.objects.filter(kind="provision.members.looked_up")
        assert "はな" in json.dumps(opened(looks), ensure_ascii=False)
        for later, gone in ((timedelta(days=3 * 365 - 1), 0), (timedelta(days=3 * 366), looks.count())):
            with clock.held_at(clock.now() + later):
                assert let_go("ledger.access") == gone
        assert looks.exists()
        assert opened(looks) == []
        assert {json.dumps(one.payload) for one in acts_of_staff(limit=50) if one.kind.endswith("looked_up")} == {"{}"}
        told = " ".join(f"{one.actor} {one.subject} {one.refs}" for one in looks)
        for words in ("はな", cast.hana.email, str(cast.hana.id), str(hana.member.id), str(cast.owen.id)):
            assert words not in told
        assert verify(cast.kissa.id).fault == ""


def opened(leaves: Any) -> list[Any]:
    """What the commitments of these leaves stand for, as far as anybody can still say."""
    made = [bytes(one) for one in leaves.values_list("commitment", flat=True) if one]
    return list(Opening.objects.filter(commitment__in=made).values_list("payload", flat=True))


def test_what_was_chosen_once_is_never_edited(desk_scope: Cast, officer: Party) -> None:
    change = retention.change_period(officer, rule=rule("base.letters"), period=Period(60), why="短くする")
    for try_it in (lambda: type(change).objects.update(count=1), lambda: type(change).objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            try_it()
    assert engine.period_of(rule("base.letters")) == Period(60)
