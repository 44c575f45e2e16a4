"""Everybody concerned is told by mail: one entry of evidence, letters in batches, nobody twice."""

from datetime import timedelta
from typing import Any

import pytest

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.ledger.merkle import root
from coorum.base.outbox import Letter
from coorum.base.scope import site_scope
from coorum.consent import campaign
from coorum.consent.answering import answer_version
from coorum.consent.kinds import ChangeClass, PolicyKind, VersionChoice
from coorum.consent.models import PolicyVersion
from coorum.notices import actions as notices
from coorum.notices.models import Mailing
from coorum.promises import actions
from coorum.promises.actions import telling
from tests.cast import Cast
from tests.consent.test_campaign import AFTER, BEFORE, publish


@pytest.fixture
def version(at_the_desk: Cast) -> PolicyVersion:
    publish("1.0", BEFORE, ChangeClass.FIRST)
    return publish("1.1", AFTER, ChangeClass.C)


def begin(version: PolicyVersion, occasion: str = "announced") -> Mailing:
    mailing = telling.tell_people(version, occasion)
    assert mailing is not None
    return mailing


def test_one_entry_commits_to_all_recipients(version: PolicyVersion) -> None:
    mailing = begin(version)
    references = Person.objects.order_by("id").values_list("ledger_ref", flat=True)
    assert mailing.root == root(one.encode() for one in references).hex()
    assert mailing.count == len(references) == 5
    assert telling.tell_people(version) is None


def test_letters_go_in_batches_that_can_be_done_again(version: PolicyVersion, monkeypatch: Any) -> None:
    monkeypatch.setattr(notices, "BATCH", 2)
    mailing = begin(version)
    assert notices.send_batch(mailing.id)
    Mailing.objects.update(last=None, sent=0)  # a worker died before it could say how far it came
    while notices.send_batch(mailing.id):
        pass
    assert not notices.send_batch(mailing.id)
    assert Letter.objects.filter(kind="version_announced").count() == 5
    mailing.refresh_from_db()
    assert (mailing.sent, mailing.finished_at is not None) == (5, True)


def test_the_letter_leads_to_where_one_answers(version: PolicyVersion, at_the_desk: Cast) -> None:
    notices.send_batch(begin(version).id)
    letter = Letter.objects.get(recipient="taro@people.example")
    assert f"kissa.test/my/consents/versions/{version.id}/" in letter.text
    assert "お答えがない場合" in letter.text
    assert "広告を加えました。" in letter.text


def test_who_said_nothing_is_reminded_after_7_and_30_days(version: PolicyVersion, at_the_desk: Cast) -> None:
    assert actions.remind_silent() == 0
    answer_version(at_the_desk.hana, version=version, answer=VersionChoice.REFUSED, language="ja", by="button")
    with clock.held_at(clock.now() + timedelta(days=7, minutes=1)):
        assert actions.remind_silent() == 1
        assert actions.remind_silent() == 0
    assert Mailing.objects.get(occasion="remind-7").count == 4
    with clock.held_at(clock.now() + timedelta(days=31)):
        assert actions.remind_silent() == 1
        assert campaign.asks_of(at_the_desk.taro)[0].state == "pending"


def test_an_operators_change_is_told_to_its_members_only(at_the_desk: Cast) -> None:
    with site_scope(at_the_desk.kiri.id):
        facts = {"kind": PolicyKind.OPERATOR_POLICY, "community_id": at_the_desk.kiri.id}
        publish("1.0", BEFORE, ChangeClass.FIRST, **facts)
        assert begin(publish("1.1", AFTER, ChangeClass.C, **facts)).count == 2
