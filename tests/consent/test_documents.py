"""The form of a document: JSON there and back, a hash that depends on the words alone, anchors that never clash."""

from dataclasses import replace

import pytest

from coorum.consent.documents import (
    Article,
    Document,
    Item,
    Paragraph,
    canonical_json,
    from_json,
    hash_of,
    parts_of,
    to_json,
    with_anchors,
)
from coorum.consent.reading import read_policy
from tests.consent.sample import NAMES, sample


def small(text: str = "本文です。") -> Document:
    items = (Item("(1)", "一つめ", ("注",)), Item("・", "その中", depth=1))
    return with_anchors(Document("方針", articles=(Article("1", "目的", (Paragraph("", text, items),)),)))


@pytest.mark.parametrize("name", NAMES)
def test_json_gives_the_document_back(name):
    document = read_policy(sample(name)).document
    again = from_json(to_json(document))
    assert again == document
    assert [part.anchor for part in parts_of(again)] == [part.anchor for part in parts_of(document)]


def test_canonical_json_is_these_bytes():
    assert canonical_json(small(), "ja").decode() == (
        '{"document":{"articles":[{"heading":"目的","number":"1","paragraphs":[{"items":['
        '{"marker":"(1)","notes":["注"],"text":"一つめ"},{"depth":1,"marker":"・","text":"その中"}],'
        '"text":"本文です。"}]}],"title":"方針"},"form":1,"language":"ja"}'
    )


def test_the_hash_is_the_same_in_every_run():
    assert hash_of(small(), "ja") == "af1b3174da00ae4e6ec9811ae7caf156e5f1cde9a2287002b439218052b96a36"


def test_the_hash_follows_the_words_and_the_language_and_not_the_anchors():
    document = small()
    bare = replace(document, articles=tuple(replace(article, anchor="") for article in document.articles))
    assert hash_of(bare, "ja") == hash_of(document, "ja")
    assert hash_of(document, "en") != hash_of(document, "ja")
    assert hash_of(small("本文です"), "ja") != hash_of(document, "ja")


@pytest.mark.parametrize(
    "data", [[], {"articles": [{"name": "目的"}]}, {"enacted": [{"kind": "enacted"}]}, {"preamble": ["文"]}]
)
def test_other_json_is_refused(data):
    with pytest.raises(ValueError, match="not the JSON of a document"):
        from_json(data)


def test_anchors_never_clash_even_where_numbers_do():
    text = "方針\n第1条\n1. あ\n1. い\n三つめです。\n第1条\n本文です。\n第1条の2\n本文です。\n2. う"
    anchors = [part.anchor for part in parts_of(read_policy(text).document)]
    assert len(set(anchors)) == len(anchors)
    assert {"a1", "a1-b2", "a1-2", "a1-2-p1", "a1-2-p2"} <= set(anchors)
