"""The product's own texts: read whole, filled whole, alike in both languages, and of one mind with the registers."""

import re
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from coorum.consent.differences import Change, differences
from coorum.consent.documents import canonical_text, hash_of, parts_of
from coorum.consent.kinds import ChangeClass, PolicyKind
from coorum.consent.reading import read_policy
from coorum.consent.texts import LANGUAGES, TEXTS, MissingValues, day_words, fill, placeholders, template, text

VALUES = {
    "provider_name": "みなも株式会社",
    "provider_address": "東京都千代田区例町1-2-3",
    "provider_representative": "代表取締役 水面 さえ",
    "contact_email": "privacy@minamo.example",
    "operator_name": "こもれび商店",
    "operator_address": "長野県松本市例町4-5",
    "operator_representative": "店主 森 ひかり",
    "operator_email": "hello@komorebi.example",
    "community_name": "こもれび広場",
}
EVERY = [
    pytest.param(each, language, id=f"{each.kind}-{each.number}-{language}") for each in TEXTS for language in LANGUAGES
]
# SHA-256 of the name of the company whose policy this product started from: a fictional provider never bears it.
FOREIGN = {"c157c50a6c8988954dcddda5ebbd1f744324bc607ee0c034a84b873f3c202162"}


def values_in(language: str) -> dict[str, str]:
    days = {"enacted_on": date(2026, 4, 1), "revised_on": date(2026, 10, 1)}
    return VALUES | {name: day_words(day, language) for name, day in days.items()}


@pytest.mark.parametrize(("each", "language"), EVERY)
def test_every_text_is_read_whole_and_reads_back(each, language):
    document = each.in_language(language)
    reading = read_policy(canonical_text(document, language))
    assert reading.document == document
    assert reading.unreadable == reading.remarks == ()
    assert document.title
    assert all(article.heading for article in document.articles)


@pytest.mark.parametrize(("each", "language"), EVERY)
def test_a_filled_text_holds_no_placeholder_and_has_its_dates(each, language):
    document = fill(each.in_language(language), values_in(language))
    assert placeholders(document) == frozenset()
    assert "{" not in canonical_text(document)
    assert document.enacted[0].kind == "enacted"
    assert document.enacted[0].on == date(2026, 4, 1)
    assert read_policy(canonical_text(document, language)).document == document


@pytest.mark.parametrize("each", TEXTS, ids=lambda each: f"{each.kind}-{each.number}")
def test_both_languages_have_the_same_articles_paragraphs_and_items(each):
    ja, en = ([part.anchor for part in parts_of(each.in_language(language))] for language in LANGUAGES)
    assert ja == en
    assert placeholders(each.in_language("ja")) == placeholders(each.in_language("en"))


def test_the_catalogue_names_kinds_and_changes_of_the_product():
    for each in TEXTS:
        assert each.kind in PolicyKind.values
        assert each.change in ChangeClass.values
        assert each.summary.keys() == set(LANGUAGES)
    assert {each.kind for each in TEXTS} == set(PolicyKind.values)
    with pytest.raises(LookupError):
        text("provider_policy", "0.1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_policy_changes_what_its_summary_says_and_nothing_else(language):
    old, new = (fill(template("provider_policy", number, language), values_in(language)) for number in ("1.0", "1.1"))
    found = [
        (each.change, each.part.anchor)
        for each in differences(old, new)
        if each.change is not Change.SAME and not each.parts
    ]
    assert found == [
        (Change.CHANGED, "a14-p1-i3"), (Change.CHANGED, "a14-p1-i7"), (Change.ADDED, "a20-p3"), (Change.ADDED, "enacted-2"),
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_third_policy_speaks_of_other_services_and_of_factors(language):
    old, new = (fill(template("provider_policy", number, language), values_in(language)) for number in ("1.1", "1.2"))
    found = [
        (each.change, each.part.anchor)
        for each in differences(old, new)
        if each.change is not Change.SAME and not each.parts
    ]
    assert found == [
        (Change.CHANGED, "preamble-p3-i1"),
        (Change.ADDED, "a2-p5-i1"),
        (Change.ADDED, "a2-p6"),
        (Change.ADDED, "a2-p7-i1"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fourth_policy_speaks_of_age_bands_guardians_and_customer_ids(language):
    old, new = (fill(template("provider_policy", number, language), values_in(language)) for number in ("1.2", "1.3"))
    found = [
        (each.change, each.part.anchor)
        for each in differences(old, new)
        if each.change is not Change.SAME and not each.parts
    ]
    assert found == [
        (Change.CHANGED, "preamble-p3-i1"), (Change.ADDED, "a2-p8-i1"), (Change.ADDED, "a2-p8-i2"),
        (Change.ADDED, "a2-p9-i1"), (Change.ADDED, "a2-p9-i2"), (Change.ADDED, "a2-p10"),
        (Change.ADDED, "a2-p11-i1"), (Change.ADDED, "a14-p1-i14"), (Change.ADDED, "a14-p1-i15"),
        (Change.ADDED, "a16-p2"), (Change.ADDED, "a16-p3"), (Change.ADDED, "a16-p4"), (Change.CHANGED, "a16-p5"),
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fifth_policy_speaks_of_profile_fields(language):
    old, new = (fill(template("provider_policy", number, language), values_in(language)) for number in ("1.3", "1.4"))
    found = [
        (each.change, each.part.anchor)
        for each in differences(old, new)
        if each.change is not Change.SAME and not each.parts
    ]
    assert found == [(Change.ADDED, "a2-p12-i1"), (Change.ADDED, "a2-p13")]


def test_missing_values_are_named_all_at_once():
    with pytest.raises(MissingValues) as refusal:
        fill(
            template("provider_policy", "1.0", "ja"),
            {"provider_name": "みなも", "contact_email": " ", "provider_address": "a\nb"},
        )
    assert refusal.value.names == ["contact_email", "enacted_on", "provider_address", "provider_representative"]


def test_a_date_that_is_none_is_a_missing_value():
    with pytest.raises(MissingValues) as refusal:
        fill(template("operator_terms", "1.0", "ja"), values_in("ja") | {"enacted_on": "そのうち"})
    assert refusal.value.names == ["enacted_on"]


def test_values_are_put_in_as_they_are_and_never_read_again():
    document = template("operator_terms", "1.0", "ja")
    filled = fill(document, values_in("ja") | {"community_name": "{operator_email} と <b>仲間</b>"})
    assert filled.preamble[0].text.startswith("「{operator_email} と <b>仲間</b>」")


def test_the_hashes_of_published_wording_stand():
    """A published text is never edited. If this fails, write the change as a new number."""
    found = {
        f"{each.kind} {each.number} {language}": hash_of(each.in_language(language), language)[:16]
        for each in TEXTS
        for language in LANGUAGES
    }
    assert found == {
        "provider_policy 1.0 ja": "f0f18152bd852349",
        "provider_policy 1.0 en": "77d8ea629b487754",
        "provider_policy 1.1 ja": "b6f66f7871d62db6",
        "provider_policy 1.1 en": "c655d9c493a26b08",
        "provider_policy 1.2 ja": "c42a1411b3c427b3",
        "provider_policy 1.2 en": "8a6dea90eb3aec4f",
        "provider_policy 1.3 ja": "8e8dac51f0c14291",
        "provider_policy 1.3 en": "628ed1800d2fb013",
        "provider_policy 1.4 ja": "285010c303dd7475",
        "provider_policy 1.4 en": "5304795135e48095",
        "provider_terms 1.0 ja": "3e3a93aeb940a6ad",
        "provider_terms 1.0 en": "f963dad0bfb1b56c",
        "operator_policy 1.0 ja": "09bff7ed0c560d56",
        "operator_policy 1.0 en": "f1dac7661cf3e025",
        "operator_terms 1.0 ja": "11297f90210f2504",
        "operator_terms 1.0 en": "f9652da43a8bd531",
    }


def test_no_text_and_no_sample_names_the_company_this_began_with():
    here = Path(__file__).parent
    files = [*here.rglob("*.*"), *(here.parents[1] / "src" / "coorum" / "consent").rglob("*.*")]
    written = [path.read_text(encoding="utf-8") for path in files if path.suffix in (".txt", ".py", ".po")]
    assert len(written) > len(TEXTS)
    for each in written:
        assert not {sha256(word.encode()).hexdigest() for word in re.findall(r"[a-z]+", each.lower())} & FOREIGN
        assert all(host.rstrip(".").endswith(".example") for host in re.findall(r"[\w.]@([\w.-]+)", each))


def test_the_fee_is_asked_for_the_three_lawful_kinds_only():
    article = template("provider_policy", "1.0", "ja").articles[14]
    fee = article.paragraphs[4].text
    assert [item.text for item in article.paragraphs[0].items[:3]] == [
        "利用目的の通知",
        "開示",
        "第三者提供の記録の開示",
    ]
    assert "第1号から第3号まで" in fee
    assert "第4号から第6号までのご請求は無料" in fee
