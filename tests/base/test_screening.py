"""Numbers that open doors are refused in free texts; what calls for special care is noticed (P5.2, P2.5)."""

import pytest

from coorum.base.screening import Care, ensure_no_numbers, noticed_in, without_numbers
from tests.cast import refused


@pytest.mark.parametrize("text", ["番号は 6214 9832 0257 です", "６２１４９８３２０２５７", "6214-9832-0257"])
def test_an_individual_number_is_refused_however_it_is_written(text: str) -> None:
    with refused("individual_number"):
        ensure_no_numbers(text)


@pytest.mark.parametrize("text", ["4111 1111 1111 1111", "カード：5555-5555-5555-4444", "378282246310005"])
def test_a_card_number_is_refused(text: str) -> None:
    with refused("card_number"):
        ensure_no_numbers(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "電話は 03-1234-5678",
        "2026-11-22 10:30 に 1234 人が 56789 回",
        "JAN 4901234567894",
        "6214 9832 0258",
        "4111 1111 1111 1112",
        "3.14159265358979323846",
        "〒100-0001 東京都千代田区",
        "![](picture:62149832-0257-4111-8111-111111111111)",
        "https://shop.example/orders/621498320257?item=4111111111111111",
        "a621498320257",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    ensure_no_numbers(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("去年からうつ病で休んでいます", Care.HEALTH),
        ("障害者手帳を持っています", Care.HEALTH),
        ("I was diagnosed with asthma", Care.HEALTH),
        ("私は仏教徒です", Care.CREED),
        ("前科があります", Care.CRIME),
        ("アイヌ民族です", Care.ORIGIN),
    ],
)
def test_what_calls_for_care_is_noticed(text: str, kind: Care) -> None:
    assert [one.kind for one in noticed_in(text)] == [kind]


@pytest.mark.parametrize("text", ["珈琲とパンが好きです", "がんばります", "深煎りの豆を買いました", "Nice to meet you"])
def test_ordinary_words_are_not(text: str) -> None:
    assert noticed_in(text) == []


def test_numbers_are_covered_where_nobody_can_be_asked() -> None:
    text = "番号は６２１４ ９８３２ ０２５７、カードは 4111-1111-1111-1111、電話は 03-1234-5678 です"
    assert without_numbers(text) == "番号は●●●● ●●●● ●●●●、カードは ●●●●-●●●●-●●●●-●●●●、電話は 03-1234-5678 です"
    assert without_numbers("ﾃｽﾄ 6214 9832 0258") == "ﾃｽﾄ 6214 9832 0258"
