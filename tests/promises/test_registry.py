"""Where a promise is said, in words."""

import pytest

from coorum.promises import laws
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


@pytest.mark.parametrize(
    ("law", "ja", "en"),
    [
        (
            "APPI 27(5)(i)",
            "個人情報保護法第27条第5項第1号",
            "Act on the Protection of Personal Information, art. 27(5)(i)",
        ),
        ("R30", "個人情報保護法施行規則第30条", "Rules of the Act on the Protection of Personal Information, art. 30"),
        ("TBA 27-12", "電気通信事業法第27条の12", "Telecommunications Business Act, art. 27-12"),
        (
            "TBA R22-2-27",
            "電気通信事業法施行規則第22条の2の27",
            "Rules of the Telecommunications Business Act, art. 22-2-27",
        ),
        ("WCAG 2.2 AA", "WCAG 2.2 AA", "WCAG 2.2 AA"),
    ],
)
def test_a_law_is_named_in_words(law: str, ja: str, en: str) -> None:
    assert (laws.in_words(law, "ja"), laws.in_words(law, "en")) == (ja, en)


def test_every_law_of_the_book_has_its_words() -> None:
    standards = {"JIS X 8341-3:2016", "WCAG 2.2 AA"}
    named = {law for promise in promises().values() for law in promise.law} - standards
    assert [law for law in sorted(named) if laws.in_words(law, "ja") == law] == []
