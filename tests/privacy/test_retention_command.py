"""`retention`: what would go, what went, and how often it is asked."""

import json
from datetime import timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Max, Min

from coorum.base import clock, scope
from coorum.base.ids import new_id
from coorum.base.outbox import Letter
from coorum.base.scope import PROVIDER, provider_scope
from coorum.privacy.actions.retention import begin_run
from coorum.privacy.models import RetentionRun
from coorum.privacy.retention.queries import chains_to_begin, chains_to_run, register
from coorum.privacy.tasks import keep_missed, keep_periods
from tests.cast import Cast

MOMENT = timedelta(microseconds=1)


@pytest.fixture
def old_letter(cast: Cast) -> UUID:
    sent = clock.now() - timedelta(days=91)
    return Letter.objects.create(key=new_id(), site_id=PROVIDER, kind="x", recipient="a@b.example", sent_at=sent).id


def said(*words: str) -> str:
    out = StringIO()
    call_command("retention", *words, stdout=out)
    return out.getvalue()


def test_a_dry_run_counts_and_changes_nothing(old_letter: UUID) -> None:
    (row,) = json.loads(said("--dry-run", "--json", "--rule", "base.letters"))
    assert (row["due"], row["held"], row["period"]) == (1, 0, {"count": 90, "unit": "days"})
    assert "1 would go" in said("--dry-run", "--rule", "base.letters")
    assert Letter.objects.filter(id=old_letter).exists()
    assert not RetentionRun.objects.exists()


def test_a_run_goes_through_the_provider_and_every_site(old_letter: UUID, cast: Cast) -> None:
    rows = {row["rule"]: row for row in json.loads(said("--json"))}
    assert rows["base.letters"]["gone"] == 1
    assert not Letter.objects.exists()
    ended = RetentionRun.objects.exclude(ended_at=None).values_list("chain", flat=True)
    assert set(ended) == {PROVIDER, cast.kissa.id, cast.kiri.id, cast.souko.id}


def test_a_strange_rule_is_said_to_be_one(db: None) -> None:
    for words in (["--rule", "kitchen.spoons"], ["--rule", "base.letters"]):
        with pytest.raises(CommandError):
            said(*words)


def test_a_run_that_was_missed_is_begun_and_not_twice(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also the very first: a new house, or a new site, does not wait for the night."""
    begun: list[object] = []
    monkeypatch.setattr(keep_periods, "later", lambda: begun.append(scope.current().site_id))
    with provider_scope():
        keep_missed.shell()
        assert sorted(map(str, begun)) == sorted(map(str, chains_to_run()))
        assert len(begun) == 4
        begin_run(is_full=True)
        assert PROVIDER not in chains_to_begin()
        with clock.held_at(clock.now() + timedelta(hours=1, seconds=1)):
            assert PROVIDER in chains_to_begin()
    said()
    with provider_scope():
        assert chains_to_run() == []
        ended = RetentionRun.objects.aggregate(first=Min("ended_at"), last=Max("ended_at"))
        for moment, count in ((ended["first"] - MOMENT, 0), (ended["last"] + MOMENT, 4)):
            with clock.held_at(moment + timedelta(hours=26)):
                assert len(chains_to_run()) == count


def test_the_register_speaks_both_languages(db: None) -> None:
    entries = {one.id: one for one in register()}
    fees = entries["privacy.fees"]
    assert (fees.period.ja, fees.period.en) == ("7年", "7 years")
    assert "法人税法" in fees.law.ja
    assert entries["accounts.members"].until.ja == "会員である間"
    assert all(one.data.ja and (one.period.ja or one.until.ja) for one in entries.values())
