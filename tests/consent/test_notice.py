"""The notice before joining: its words are the card's, its lists the registers', and the gateway hands over just that."""

from dataclasses import replace

import pytest

from coorum.consent.items import ITEMS, items_never_provided, items_provided_for
from coorum.consent.kinds import ConsentKind
from coorum.consent.notice import joining_notice, words_for
from coorum.consent.purposes import PURPOSES
from coorum.consent.texts import LANGUAGES
from coorum.provision.ways import WAYS
from coorum.sites.models import Provider
from tests.cast import Cast, refused


@pytest.fixture(autouse=True)
def _scope(on_kissa: object) -> None:
    """Every test here stands on Kissa."""


def test_the_gateway_hands_over_what_the_consent_names_and_nothing_else() -> None:
    for purpose, way in WAYS.items():
        assert list(way.columns) == [item.id for item in items_provided_for(purpose)]
    assert set(WAYS) == {purpose for item in ITEMS for purpose in item.provided_for}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_offer_covers_what_its_purpose_lets_go(cast: Cast, language: str) -> None:
    notice = joining_notice(cast.kissa, language)
    for kind, purpose in ((ConsentKind.PROVISION, "provide"), (ConsentKind.ADVERTISING, "advertise")):
        offer = notice.offers[kind]
        assert [one.id for one in notice.purposes_of(offer)] == [purpose]
        assert [one.text for one in notice.items_of(offer)] == [
            one.words(language) for one in items_provided_for(purpose)
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_the_operator_the_provider_and_what_never_goes(cast: Cast, language: str) -> None:
    notice = joining_notice(cast.kissa, language)
    assert notice.operator["legal_name"] in notice.offers[ConsentKind.PROVISION].sentence
    assert notice.operator["representative"] in notice.words["recipient"]
    assert "privacy@provider.example" in notice.ask
    assert list(notice.never) == [item.words(language) for item in items_never_provided()]
    assert [one.text for one in notice.purposes] == [purpose.short(language) for purpose in PURPOSES]


def test_only_the_provision_is_needed_to_join(cast: Cast) -> None:
    offers = joining_notice(cast.kissa, "ja").offers
    assert {kind: offer.required for kind, offer in offers.items()} == {
        ConsentKind.PROVISION: True,
        ConsentKind.ADVERTISING: False,
    }


def test_the_fingerprint_moves_with_every_word(cast: Cast) -> None:
    notice = joining_notice(cast.kissa, "ja")
    assert notice.fingerprint == joining_notice(cast.kissa, "ja").fingerprint
    assert notice.fingerprint != joining_notice(cast.kissa, "en").fingerprint
    assert notice.fingerprint != replace(notice, words={**notice.words, "stop": "別の言葉"}).fingerprint


def test_nobody_joins_before_everybody_is_named(cast: Cast) -> None:
    cast.kissa.operator.representative = ""
    with refused("not_introduced"):
        joining_notice(cast.kissa, "ja")


def test_nobody_joins_before_the_provider_is_named(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    Provider.objects.all().delete()
    monkeypatch.setattr("coorum.sites.queries.provider", lambda: None)
    with refused("not_introduced"):
        joining_notice(cast.kissa, "ja")


def test_words_are_there_for_every_id(cast: Cast) -> None:
    words = words_for("ja")
    assert words.of_items(["email", "joined_at"]) == ["メールアドレス", "参加日"]
    assert words.purposes["provide"]
