"""What cannot be read is named with its line; nothing is dropped in silence."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coorum.consent.documents import canonical_text, parts_of, words_of
from coorum.consent.reading import Reading, UnreadablePolicy, Why, read_policy, read_policy_file
from tests.consent.fragments import TEXTS, WRITTEN
from tests.consent.sample import sample

POLICY = "方針\n第1条（目的）\n本文です。\n"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("第2条（\x07警告）", Why.CONTROL),
        ("\u202e逆さに見える行", Why.CONTROL),
        ("\ud800 片割れ", Why.CONTROL),
        ("文字化け\ufffdです", Why.CONTROL),
        ("<p>貼り付けた頁</p>", Why.MARKUP),
        ("＝＝＝＝＝", Why.DECORATION),
        ("【2019年2月30日 制定】", Why.IMPOSSIBLE_DATE),
        ("【令和元年13月1日 改定】", Why.IMPOSSIBLE_DATE),
    ],
)
def test_an_unreadable_line_is_named_and_the_rest_is_read(line, why):
    reading = read_policy(POLICY + line)
    assert [(each.line, each.text, each.why) for each in reading.unreadable] == [(4, line, why)]
    assert reading.document.articles[0].paragraphs[0].text == "本文です。"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Why.EMPTY),
        ("　\n\t\n".encode(), Why.EMPTY),
        (b"%PDF-1.7 ...", Why.BINARY),
        (b"PK\x03\x04word/document.xml", Why.BINARY),
        (b"abc\0def", Why.BINARY),
        (b"a" * 10_000_000, Why.TOO_LARGE),
        (b"a\n" * 5_001, Why.TOO_LARGE),
        ("題\n番号のない文だけです。".encode(), Why.NO_ARTICLES),
    ],
)
def test_a_file_without_a_policy_says_why(data, why):
    with pytest.raises(UnreadablePolicy) as refusal:
        read_policy_file(data)
    assert refusal.value.unreadable[-1].why == why
    assert why in str(refusal.value)


def test_when_nothing_is_usable_every_line_that_failed_is_named():
    with pytest.raises(UnreadablePolicy) as refusal:
        read_policy("<html>\n\x00\x01\n----")
    assert [each.line for each in refusal.value.unreadable] == [1, 2, 3, 0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
def test_the_encodings_of_japanese_texts_are_told_apart(encoding):
    reading = read_policy_file(sample("policy-numbered").encode(encoding))
    assert reading.encoding == encoding.removesuffix("-sig")
    assert reading.document == read_policy(sample("policy-numbered")).document


def test_bytes_in_no_known_encoding_are_named_with_their_line():
    with pytest.raises(UnreadablePolicy) as refusal:
        read_policy_file(POLICY.encode() + b"\xff\xff broken\n")
    assert [(each.line, each.why) for each in refusal.value.unreadable] == [(4, Why.ENCODING)]


STRUCTURE = set("第条の章項一二三ArticleChapterSectionPartClause".lower())


def letters(text: str) -> Counter[str]:
    """The letters of a text, without those that only say what kind of line it is. Digits may be in a marker."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return Counter(sign for sign in plain if unicodedata.category(sign)[0] == "L" and sign not in STRUCTURE)


def outcome(text: str) -> Reading | None:
    try:
        return read_policy(text)
    except UnreadablePolicy:
        return None


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_letter_of_every_line_is_in_the_document_or_named_unreadable(text):
    reading = outcome(POLICY + text)
    assert reading is not None
    parts = [words_of(part) for part in parts_of(reading.document)]
    found = sum((letters(word) for words in parts for word in words), letters(reading.document.title))
    found += sum((letters(each.text) for each in reading.unreadable), Counter())
    assert not letters(POLICY + text) - found
    placed = {line for line, _ in reading.places} | {each.line for each in reading.unreadable}
    held = (POLICY + text).replace("\r\n", "\n").replace("\r", "\n").replace("\u200b", "").split("\n")
    assert {number for number, line in enumerate(held, 1) if letters(line)} <= placed


@settings(max_examples=300, deadline=None)
@given(WRITTEN)
def test_a_document_reads_back_from_its_canonical_text(text):
    reading = outcome(POLICY + text)
    assert reading is not None
    again = read_policy(canonical_text(reading.document))
    assert again.document == reading.document
    assert again.unreadable == ()


@settings(max_examples=200, deadline=None)
@given(st.text() | TEXTS)
def test_no_text_at_all_makes_the_reader_fall(text):
    outcome(text)
