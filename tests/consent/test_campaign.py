"""A version that needs consent holds for those who say yes. Silence, and going on, say nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from coorum.base import clock
from coorum.base.events import SYSTEM
from coorum.base.scope import provider_scope, site_scope
from coorum.consent import campaign
from coorum.consent.answering import answer_version, dismiss_news
from coorum.consent.kinds import ChangeClass, PolicyKind, VersionChoice
from coorum.consent.models import PolicyVersion
from coorum.consent.next_version import NextVersion
from coorum.consent.publication import publish_version
from coorum.consent.purposes import PURPOSES
from coorum.consent.reading import read_policy
from coorum.consent.signatures import opened
from tests.cast import Cast, refused

POLICY = PolicyKind.PROVIDER_POLICY
BEFORE = "プライバシーポリシー\n\n第1条（利用目的）\n\n次の目的に使います。\n\n" + "\n\n".join(
    f"({number}) {one.ja}" for number, one in enumerate(PURPOSES, 1) if one.id != "advertise"
)
ADVERTISE = next(one.ja for one in PURPOSES if one.id == "advertise")
AFTER = f"{BEFORE}\n\n(9) {ADVERTISE}\n"


def publish(number: str, text: str, change: ChangeClass, **more: Any) -> PolicyVersion:
    texts = {one: read_policy(text).document for one in ("ja", "en")}
    summary = {"ja": "広告を加えました。", "en": "Adds advertising."}
    facts: dict[str, Any] = {"kind": POLICY, "number": number, "texts": texts, "summary": summary}
    return publish_version(SYSTEM, NextVersion(change_class=change, **facts | more))


@pytest.fixture
def asked(cast: Cast) -> Iterator[Cast]:
    """Everybody registered under 1.0; 1.1 needs consent."""
    with provider_scope():
        publish("1.0", BEFORE, ChangeClass.FIRST)
        publish("1.1", AFTER, ChangeClass.C)
        yield cast


def number_of(person: Any) -> str:
    held = campaign.version_of(person, POLICY)
    assert held is not None
    return held.number


def say(person: Any, answer: VersionChoice, number: str = "1.1") -> Any:
    version = PolicyVersion.objects.get(kind=POLICY, number=number)
    return answer_version(person, version=version, answer=answer, language="ja", by="button")


def test_silent_people_stay_where_they_were_with_the_new_use_off(asked: Cast) -> None:
    assert number_of(asked.hana) == "1.0"
    assert not campaign.may_use(asked.hana, "advertise")
    assert campaign.may_use(asked.hana, "provide")
    (ask,) = campaign.asks_of(asked.hana)
    assert (ask.state, ask.held and ask.held.number) == ("pending", "1.0")


def test_who_agrees_moves_and_can_go_back(asked: Cast) -> None:
    say(asked.hana, VersionChoice.GRANTED)
    assert number_of(asked.hana) == "1.1"
    assert campaign.may_use(asked.hana, "advertise")
    assert number_of(asked.taro) == "1.0"
    say(asked.hana, VersionChoice.REFUSED)
    assert number_of(asked.hana) == "1.0"
    assert not campaign.may_use(asked.hana, "advertise")


def test_who_declines_stays(asked: Cast) -> None:
    say(asked.hana, VersionChoice.REFUSED)
    assert number_of(asked.hana) == "1.0"
    assert [ask.state for ask in campaign.asks_of(asked.hana)] == ["refused"]


def test_a_later_small_change_does_not_carry_anybody_over(asked: Cast) -> None:
    publish("1.2", AFTER.replace("使います。", "使います"), ChangeClass.N1)
    assert number_of(asked.hana) == "1.0"
    say(asked.hana, VersionChoice.GRANTED)
    assert number_of(asked.hana) == "1.2"


def test_silence_lapses_and_is_never_a_yes(asked: Cast) -> None:
    with clock.held_at(clock.now() + campaign.LAPSES_AFTER + timedelta(days=1)):
        assert [ask.state for ask in campaign.asks_of(asked.hana)] == ["lapsed"]
        assert number_of(asked.hana) == "1.0"
        say(asked.hana, VersionChoice.GRANTED)
        assert number_of(asked.hana) == "1.1"


def test_who_registers_under_it_is_not_asked(asked: Cast) -> None:
    asked.mika.created_at = clock.now() + timedelta(seconds=1)
    assert campaign.asks_of(asked.mika) == []
    assert number_of(asked.mika) == "1.1"


def test_a_purpose_in_no_register_is_never_allowed(asked: Cast) -> None:
    assert not campaign.may_use(asked.hana, "profiling")


def test_each_answer_has_a_signed_receipt(asked: Cast) -> None:
    given = say(asked.hana, VersionChoice.GRANTED)
    assert say(asked.hana, VersionChoice.GRANTED) == given
    document = opened(given.signed)
    assert document is not None
    assert document["event"]["state"] == "given"
    assert document["notice"]["number"] == "1.1"
    assert document["notice"]["instead_of"] == "1.0"
    refusal = say(asked.hana, VersionChoice.REFUSED)
    assert refusal.document["event"]["ends"] == str(given.id)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE consent_versionanswer SET answer = 'granted'")


def test_only_what_is_asked_can_be_answered(asked: Cast) -> None:
    with refused("not_asked"):
        say(asked.hana, VersionChoice.GRANTED, number="1.0")


def test_the_banner_goes_when_it_is_put_away_or_answered(asked: Cast) -> None:
    told = publish("1.2", AFTER + "\n\n第2条（窓口）\n\nご連絡ください。\n", ChangeClass.N1)
    assert [one.number for one in campaign.news_for(asked.hana)] == ["1.2", "1.1"]
    dismiss_news(asked.hana, version_id=told.id)
    dismiss_news(asked.hana, version_id=told.id)
    dismiss_news(asked.hana, version_id=PolicyVersion.objects.get(number="1.1").id)
    assert [one.number for one in campaign.news_for(asked.hana)] == ["1.1"]
    say(asked.hana, VersionChoice.REFUSED)
    assert campaign.news_for(asked.hana) == []


def test_only_the_newest_of_several_questions_is_put(asked: Cast) -> None:
    newest = publish("1.2", AFTER.replace("次の目的に", "次の新しい目的に"), ChangeClass.C)
    assert campaign.news_for(asked.hana) == [newest]
    say(asked.hana, VersionChoice.GRANTED, number="1.2")
    assert campaign.news_for(asked.hana) == []
    assert number_of(asked.hana) == "1.2"


def test_an_operators_version_asks_only_its_own_members(asked: Cast) -> None:
    with site_scope(asked.kissa.id):
        facts = {"kind": PolicyKind.OPERATOR_POLICY, "community_id": asked.kissa.id}
        publish("1.0", BEFORE, ChangeClass.FIRST, **facts)
        publish("1.1", AFTER, ChangeClass.C, **facts)
        assert len(campaign.asks_of(asked.hana, asked.kissa.id)) == 2
    with site_scope(asked.kiri.id):
        assert len(campaign.asks_of(asked.hana, asked.kiri.id)) == 1
