"""Important matters reach everybody concerned, whatever they prefer, and carry no advertising (P3.4)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import IntegrityError, connection, transaction

from coorum.accounts.models import Person
from coorum.base import clock
from coorum.base.events import Party
from coorum.base.ids import new_id
from coorum.base.ledger.merkle import root
from coorum.base.ledger.models import Entry
from coorum.base.outbox import Letter
from coorum.base.scope import PROVIDER, provider_scope, site_scope
from coorum.notices import actions, queries
from coorum.notices.kinds import About
from coorum.notices.models import Mailing, ServiceNotice
from coorum.notices.rules import advertising_in
from coorum.sites import actions as sites
from tests.cast import Cast, refused

OFFICER = Party("officer")
WORDS = {"ja": "設備の点検のため、ご利用になれません。", "en": "The service rests for maintenance."}


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    caches["local"].clear()


def interruption(cast: Cast, **given: Any) -> ServiceNotice:
    begins = clock.now() + timedelta(days=3)
    facts = {"about": About.INTERRUPTION, "community": cast.kissa, "words": WORDS, "begins_at": begins}
    facts["ends_at"] = begins + timedelta(hours=2)
    with provider_scope():
        return actions.announce(OFFICER, **{**facts, **given})


def told() -> set[str]:
    for mailing in Mailing.objects.filter(finished_at=None):
        with site_scope(mailing.chain):
            while actions.send_batch(mailing.id):
                pass
    return set(Letter.objects.filter(kind="service_notice").values_list("recipient", flat=True))


def test_a_suspension_is_told_to_the_members_with_its_reason(cast: Cast) -> None:
    with provider_scope():
        sites.suspend_site(OFFICER, cast.kissa, reason="不正なアクセスを調べています。")
    assert told() == {"hana@people.example", "taro@people.example"}
    assert "不正なアクセスを調べています。" in Letter.objects.filter(kind="service_notice")[0].text


def test_a_site_that_opens_again_is_told_of(cast: Cast) -> None:
    with provider_scope():
        sites.suspend_site(OFFICER, cast.kissa, reason="点検")
        sites.lift_suspension(OFFICER, cast.kissa)
        assert [one.about for one in queries.notices()] == [About.REOPENED, About.SUSPENDED]


def test_an_interruption_of_the_service_is_told_to_everybody(cast: Cast) -> None:
    interruption(cast, community=None)
    assert told() == set(Person.objects.values_list("email", flat=True))


def test_one_entry_commits_to_all_recipients(cast: Cast) -> None:
    notice = interruption(cast, community=None)
    mailing = queries.mailing_of(notice)
    assert mailing is not None
    references = Person.objects.order_by("id").values_list("ledger_ref", flat=True)
    assert mailing.root == root(one.encode() for one in references).hex()
    kinds = (
        Entry.objects.filter(site_id=PROVIDER, kind__startswith="notices.").order_by("n").values_list("kind", flat=True)
    )
    with provider_scope():
        assert list(kinds) == ["notices.notice.announced", "notices.notice.told"]


def test_the_same_form_announces_once(cast: Cast) -> None:
    key = new_id()
    assert interruption(cast, key=key).id == interruption(cast, key=key).id
    assert Mailing.objects.count() == 1


@pytest.mark.parametrize(
    "words",
    [
        "点検のお知らせ。ただいま秋のキャンペーン中です！",
        "10%OFFクーポンをどうぞ",
        "Maintenance on Monday. Big SALE on Tuesday",
        "期間限定でご優待",
    ],
)
def test_a_notice_with_advertising_in_it_is_refused(cast: Cast, words: str) -> None:
    with refused("advertises"):
        interruption(cast, words={**WORDS, "ja": words})
    assert not ServiceNotice.objects.exists()


def test_plain_words_are_no_advertising() -> None:
    assert not any(
        map(advertising_in, [*WORDS.values(), "ポイントの集計を止めます。", "wholesale", "salesman 50% full"])
    )


def test_both_languages_are_asked_for(cast: Cast) -> None:
    with refused("no_words"):
        interruption(cast, words={"ja": "点検します。", "en": " "})


def test_an_end_before_the_beginning_is_refused(cast: Cast) -> None:
    with refused("ends_first"):
        interruption(cast, ends_at=clock.now())
    with refused("long_ago"):
        interruption(cast, begins_at=clock.now() - timedelta(days=2))


def test_what_is_told_stands_on_the_pages_of_whom_it_concerns_until_it_is_over(cast: Cast) -> None:
    notice = interruption(cast)
    assert queries.notices_on(cast.kissa.id) == [notice]
    assert queries.notices_on(cast.kiri.id) == []
    caches["local"].clear()
    with clock.held_at(clock.now() + timedelta(days=3, hours=3)):
        assert queries.notices_on(cast.kissa.id) == []


def test_what_is_taken_back_leaves_the_pages_and_everybody_hears_of_it(cast: Cast) -> None:
    notice = interruption(cast)
    with provider_scope():
        back = actions.take_back(OFFICER, notice=notice, words={"ja": "中止しました。", "en": "Called off."})
        assert actions.take_back(OFFICER, notice=notice, words={"ja": "中止", "en": "Off"}).id == back.id
    assert queries.notices_on(cast.kissa.id) == []
    assert len(told()) == 2
    assert Letter.objects.filter(kind="service_notice").count() == 4


def test_what_is_over_cannot_be_taken_back(cast: Cast) -> None:
    notice = interruption(cast)
    with clock.held_at(clock.now() + timedelta(days=4)), provider_scope(), refused("over"):
        actions.take_back(OFFICER, notice=notice, words=WORDS)


def test_a_notice_cannot_be_edited(cast: Cast) -> None:
    notice = interruption(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceNotice.objects.filter(id=notice.id).update(words={})
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute("DELETE FROM notices_servicenotice")


def test_a_letter_is_in_the_language_of_whoever_reads_it(cast: Cast) -> None:
    Person.objects.filter(id=cast.taro.id).update(language="en")
    interruption(cast)
    told()
    assert "The service rests" in Letter.objects.get(recipient="taro@people.example").text
    assert "点検" in Letter.objects.get(recipient="hana@people.example").text
