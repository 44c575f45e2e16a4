"""Purposes and items: closed lists that the policy prints, the consent card shows and the gateway obeys."""

import pytest

from coorum.consent.items import ITEMS, Source, item, items_never_provided, items_provided_for
from coorum.consent.purposes import PURPOSES, purpose
from coorum.consent.texts import LANGUAGES, MissingValues, template
from coorum.consent.texts.notices import KEYS, card, words

VALUES = {
    "community_name": "こもれび広場",
    "provider_name": "みなも株式会社",
    "contact_email": "privacy@minamo.example",
    "operator_name": "こもれび商店",
    "operator_address": "長野県松本市例町4-5",
    "operator_representative": "店主 森 ひかり",
}


def listed(article: int, paragraph: int, language: str, number: str = "1.4") -> list[str]:
    document = template("provider_policy", number, language)
    return [each.text for each in document.articles[article - 1].paragraphs[paragraph - 1].items]


@pytest.mark.parametrize("language", LANGUAGES)
def test_article_3_prints_the_purposes_word_for_word(language):
    assert listed(3, 1, language) == [each.words(language) for each in PURPOSES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_article_2_prints_the_items_and_no_other(language):
    for paragraph, source in zip((1, 2, 3, 5, 7, 8, 9, 11, 12), Source, strict=True):
        names = [each.words(language) for each in ITEMS if each.source is source]
        printed = listed(2, paragraph, language)
        assert len(printed) == len(names)
        assert [text[: len(name)] for text, name in zip(printed, names, strict=True)] == names


@pytest.mark.parametrize("language", LANGUAGES)
def test_article_9_prints_what_the_consent_lets_go(language):
    assert listed(9, 2, language) == [each.words(language) for each in items_provided_for("provide")]


def test_what_goes_to_the_operator_is_this_and_nothing_else():
    assert [each.id for each in items_provided_for("provide")] == [
        "email",
        "display_name",
        "user_id",
        "avatar",
        "joined_at",
    ]
    assert [each.id for each in items_provided_for("advertise")] == ["email", "advertising"]


def test_no_authenticator_ever_goes_anywhere():
    authenticators = [each for each in ITEMS if each.is_authenticator]
    assert {each.id for each in authenticators} == {"password", "factors", "session", "code"}
    assert set(authenticators) <= set(items_never_provided())
    assert not any(each.provided_for for each in items_never_provided())


def test_items_are_used_for_purposes_of_the_list_and_go_only_where_consent_is_needed():
    for each in ITEMS:
        assert each.purposes
        assert all(purpose(used) for used in each.purposes)
        assert all(purpose(used).needs_consent for used in each.provided_for)
    for outside in (lambda: purpose("analyse"), lambda: item("birthday")):
        with pytest.raises(KeyError):
            outside()


def test_ids_are_unique_and_fit_their_columns():
    for register in (PURPOSES, ITEMS):
        ids = [each.id for each in register]
        assert len(set(ids)) == len(ids)
        assert all(len(each) <= 20 and each.isascii() for each in ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_names_the_operator_and_what_goes_there(language):
    shown = card(language, VALUES)
    assert shown.words.keys() == set(KEYS)
    for value in ("こもれび商店", "長野県松本市例町4-5", "店主 森 ひかり"):
        assert value in shown.words["recipient"]
    assert [each.id for each in shown.collected] == ["email", "password"]
    assert [each.id for each in shown.provided] == [each.id for each in items_provided_for("provide")]
    assert "password" in [each.id for each in shown.never]
    assert not any("{" in text for text in shown.words.values())


def test_the_sentence_on_advertising_mail_names_the_sender_and_that_it_is_advertising():
    assert "こもれび商店" in words("advertise", "ja", VALUES)
    assert "広告" in words("advertise", "ja", VALUES)
    assert "advertising mail from こもれび商店" in words("advertise", "en", VALUES)


def test_words_without_their_names_are_refused():
    with pytest.raises(MissingValues) as refusal:
        words("recipient", "ja", {"operator_name": "こもれび商店"})
    assert refusal.value.names == ["operator_address", "operator_representative"]
    with pytest.raises(KeyError):
        words("banner", "ja", VALUES)
