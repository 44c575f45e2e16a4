"""Reading a numbered policy: every line lands somewhere that can be named."""

from datetime import date

import pytest

from coorum.consent.documents import Document, canonical_text, parts_of, words_of
from coorum.consent.reading import Why, read_policy
from tests.consent.sample import NAMES, sample


def anchored(document: Document) -> dict[str, tuple[str, ...]]:
    return {part.anchor: words_of(part) for part in parts_of(document)}


def test_a_policy_of_numbered_articles_keeps_its_shape():
    document = read_policy(sample("policy-numbered")).document
    assert document.title == "「みなもの広場」個人情報の取扱いについて"
    assert [article.heading for article in document.articles] == [
        "ことばの意味", "お預かりする情報", "何のために使うか", "外部の道具", "店舗への提供", "お問い合わせ",
    ]  # fmt: skip
    assert [article.number for article in document.articles] == list("123456")
    assert document.enacted[0].on == date(2021, 4, 1)
    assert document.enacted[0].kind == "enacted"


def test_paragraphs_and_items_are_found_under_their_anchors():
    parts = anchored(read_policy(sample("policy-numbered")).document)
    assert parts["a2-p2"][0] == "2"
    assert parts["a2-p1-i2"] == ("・", "合言葉")
    assert parts["a1-p1-i1"][0] == "(1)"
    assert parts["preamble-p3-i3"][2:] == ("みなも工房株式会社 お客様情報の係", "E-mail :privacy@minamo.example")


def test_a_line_below_an_item_is_its_note_and_a_sentence_is_not():
    parts = anchored(read_policy(sample("policy-numbered")).document)
    assert parts["a4-p1-i1"] == ("(1)", "道具の名称", "さざなみ計測")
    assert parts["a4-p2"][1].startswith("受け取った情報は、")


def test_terms_in_the_manner_of_statutes_are_read():
    document = read_policy(sample("terms-articles")).document
    parts = anchored(document)
    assert [article.number for article in document.articles] == ["1", "2", "2-2", "3", "4"]
    assert document.articles[1].heading == "登録"
    assert document.articles[3].chapter == "第２章　広場での約束"
    assert parts["a2-p2"][1].startswith("次のいずれか")
    assert parts["a2-2-p1"][1].endswith("お客様は案内に沿ってすみやかに直してください。")
    assert parts["a4-p2"][1] == "みなも工房株式会社\n相談の係\n電話 00-0000-0000"
    assert [(each.kind, each.on) for each in document.enacted] == [
        ("updated", date(2024, 10, 1)), ("enacted", date(2021, 4, 1)), ("revised", date(2024, 10, 1)),
    ]  # fmt: skip
    assert [paragraph.text for paragraph in document.closing][-1] == "以上"


def test_a_list_inside_a_list_lies_deeper():
    article = read_policy(sample("terms-articles")).document.articles[1]
    assert [(item.marker, item.depth) for item in article.paragraphs[1].items] == [
        ("(1)", 0), ("(2)", 0), ("ア.", 1), ("イ.", 1), ("(3)", 0),
    ]  # fmt: skip


def test_english_is_read_as_well():
    document = read_policy(sample("policy-english")).document
    assert [article.heading for article in document.articles] == ["Words", "What we collect", "Cookies", ""]
    assert anchored(document)["a2-p2"][1] == "We also receive access logs, which are deleted after ninety days."
    assert [each.on for each in document.enacted] == [date(2021, 4, 1), date(2024, 10, 1)]


def test_short_headings_are_told_from_numbered_sentences():
    document = read_policy(sample("policy-short-headings")).document
    assert [article.heading for article in document.articles] == ["集める情報", "使う目的", "問い合わせ先"]
    assert [paragraph.number for paragraph in document.articles[0].paragraphs] == ["", "1", "2"]
    assert document.enacted[0].on == date(2019, 4, 1)


@pytest.mark.parametrize("name", NAMES)
def test_the_samples_are_read_whole_and_without_doubt(name):
    reading = read_policy(sample(name))
    assert reading.unreadable == ()
    assert reading.remarks == ()
    held = {number for number, line in enumerate(sample(name).split("\n"), 1) if line.strip()}
    assert {line for line, _ in reading.places} == held


@pytest.mark.parametrize("name", NAMES)
def test_the_canonical_text_reads_back_to_the_same_document(name):
    document = read_policy(sample(name)).document
    for language in ("ja", "en"):
        assert read_policy(canonical_text(document, language)).document == document


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("方針\n第1条（目的）\n一つめです。\n第3条（範囲）\n三つめです。", 4, Why.GAP),
        ("方針\n第1条（目的）\n一つめです。\n第1条（範囲）\n二つめです。", 4, Why.DUPLICATE),
        ("方針\n第1条（目的）\n1. はじめです。\n3. 次です。", 4, Why.GAP),
        ("方針\n第1条（目的）\n2. 先頭がありません。", 3, Why.GAP),
        ("方針\n第1条（目的）\n(1) 一\n(3) 三", 4, Why.GAP),
        ("方針\n第1条（目的）\n第2条（範囲）\n本文です。", 2, Why.EMPTY_ARTICLE),
        ("これは題ではなく、文です。\n第1条（目的）\n本文です。", 1, Why.NO_TITLE),
        ("方針\n第1条（目的）\n本\u200b文です。", 3, Why.INVISIBLE),
        ("方針\n第1条（目的）\n本文です。\n【平成31年5月1日 制定】", 4, Why.ERA),
    ],
)
def test_what_is_read_with_a_doubt_is_named_with_its_line(text, line, why):
    reading = read_policy(text)
    assert [(remark.line, remark.why) for remark in reading.remarks] == [(line, why)]


def test_a_sentence_that_begins_with_an_article_is_no_article():
    text = "方針\n第1条（目的）\n当社は、次の目的に限って情報を使います。\n第2条第1項の情報は渡しません。"
    assert len(read_policy(text).document.articles) == 1


def test_a_line_cut_at_a_comma_goes_on_and_a_closing_stands_alone():
    text = "方針\n第1条（目的）\n当社は、\n情報を守ります。\n附則\nこの方針は四月から用います。"
    document = read_policy(text).document
    assert document.articles[0].paragraphs[0].text == "当社は、情報を守ります。"
    assert [paragraph.text for paragraph in document.closing] == ["附則", "この方針は四月から用います。"]
