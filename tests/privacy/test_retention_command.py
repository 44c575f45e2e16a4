"""`retention`: what would go, what went, and how often it is asked."""

import json
from datetime import timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from coorum.base import clock
from coorum.base.ids import new_id
from coorum.base.outbox import Letter
from coorum.base.scope import PROVIDER, provider_scope
from coorum.privacy.models import RetentionRun
from coorum.privacy.retention.queries import chains_to_run, register
from coorum.privacy.tasks import keep_hours
from tests.cast import Cast


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


def test_a_run_that_was_missed_is_made_up_for_within_the_hour(cast: Cast) -> None:
    with provider_scope():
        assert len(chains_to_run()) == 4
        keep_hours.shell()
    said()
    with provider_scope():
        assert chains_to_run() == []


def test_the_register_speaks_both_languages(db: None) -> None:
    entries = {one.id: one for one in register()}
    fees = entries["privacy.fees"]
    assert (fees.period.ja, fees.period.en) == ("7年", "7 years")
    assert "法人税法" in fees.law.ja
    assert entries["accounts.members"].until.ja == "会員である間"
    assert all(one.data.ja and (one.period.ja or one.until.ja) for one in entries.values())
