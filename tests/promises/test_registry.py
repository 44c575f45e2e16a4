"""Where a promise is said, in words."""

import pytest

from coorum.promises.registry import place_of, promises


@pytest.mark.parametrize(
    ("anchor", "ja", "en"),
    [
        ("a18-p2-i1", "第18条第2項第1号", "Article 18(2), item 1"),
        ("a5", "第5条", "Article 5"),
        ("a2-2-p1", "第2条の2第1項", "Article 2-2(1)"),
        ("preamble-p3-i1", "前文", "Preamble"),
    ],
)
def test_an_anchor_is_said_in_words(anchor: str, ja: str, en: str) -> None:
    assert (place_of(anchor, "ja"), place_of(anchor, "en")) == (ja, en)


def test_promises_come_in_the_order_of_the_policy() -> None:
    ids = list(promises())
    assert ids[:3] == ["P0.1", "P0.2", "P0.3"]
    assert ids.index("P9.6") < ids.index("P10.1") < ids.index("X1")
