"""Periods and holds at the desk."""

from datetime import timedelta
from typing import Any

import pytest

from coorum.accounts.models import DeskRole
from coorum.accounts.roles import Duty
from coorum.base import clock
from coorum.base.ids import new_id
from coorum.base.outbox import Letter
from coorum.base.scope import PROVIDER, provider_scope
from coorum.privacy.models import LegalHold, PeriodChange
from tests.cast import Cast

HERE = "/desk/retention/"


@pytest.fixture
def officers(cast: Cast, visit: Any) -> list[Any]:
    with provider_scope():
        for person in (cast.mika, cast.taro):
            DeskRole.objects.create(person=person, duty=Duty.PRIVACY_OFFICER, granted_at=clock.now())
    return [visit(None, as_=person) for person in (cast.mika, cast.taro)]


def placed(officer: Any, cast: Cast, **changed: Any) -> Any:
    soon = (clock.now() + timedelta(days=60)).date().isoformat()
    facts = {"email": cast.hana.email, "ground": "lawsuit", "why": "訴状が届いた", "review_on": soon, **changed}
    return officer.post(f"{HERE}holds/new/", facts)


def test_every_class_of_data_is_there_with_its_period_and_law(officers: list[Any], cast: Cast) -> None:
    sent = clock.now() - timedelta(days=91)
    Letter.objects.create(key=new_id(), site_id=PROVIDER, kind="x", recipient="a@b.example", sent_at=sent)
    page = officers[0].get(HERE)
    for words in ("メールの送信の記録", "90日", "個人情報保護法第29条", "会員である間", "初回の処理"):
        assert words in page.text
    assert 'class="numeric">1</td>' in page.text


def test_one_officer_places_a_hold_and_the_other_lifts_it(officers: list[Any], cast: Cast) -> None:
    address = placed(officers[0], cast, community="kissa", dataset="community.words").url
    page = officers[0].get(address)
    for words in (cast.hana.email, "訴状が届いた", cast.kissa.name, "投稿とコメント"):
        assert words in page.text
    assert officers[0].post(address, {"why": "判決が確定した"}).status_code == 400
    assert officers[1].post(address, {"why": "判決が確定した"}).status_code == 302
    assert "判決が確定した" in officers[0].get(address).text
    assert "解除済み" in officers[0].get(HERE).text


@pytest.mark.parametrize(
    "changed", [{"email": "nobody@people.example"}, {"email": ""}, {"why": ""}, {"review_on": "2020-01-01"}]
)
def test_a_hold_that_cannot_be_is_said_to_be_none(officers: list[Any], cast: Cast, changed: dict[str, str]) -> None:
    assert placed(officers[0], cast, **changed).status_code == 400
    assert not LegalHold.objects.exists()


def test_a_period_is_shortened_within_its_bounds(officers: list[Any]) -> None:
    address = f"{HERE}rules/base.letters/"
    assert "14日" in officers[0].get(address).text
    for count in ("13", "91"):
        assert officers[0].post(address, {"count": count, "unit": "days", "why": "x"}).status_code == 400
    assert officers[0].post(address, {"count": "30", "unit": "days", "why": "十分"}).status_code == 302
    assert PeriodChange.objects.get().count == 30
    assert "短縮" in officers[0].get(HERE).text
    assert "十分" in officers[0].get(address).text


def test_what_is_not_for_choosing_has_no_page(officers: list[Any]) -> None:
    for rule in ("base.tombstones", "kitchen.spoons"):
        assert officers[0].get(f"{HERE}rules/{rule}/").status_code == 404
    assert officers[0].get(f"{HERE}holds/{new_id()}/").status_code == 404
