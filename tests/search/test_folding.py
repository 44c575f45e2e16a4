"""Ways of writing that mean the same are one; what means something else is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coorum.search.folding import fold, fold_word
from coorum.search.terms import quoted, vector_of, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("引越し", "引っ越し"),  # okurigana
        ("申込み", "申し込み"),
        ("打合せ", "打ち合わせ"),
        ("サーバ", "サーバー"),  # the last long vowel
        ("ﾊﾟｿｺﾝ", "パソコン"),  # width
        ("ｉＰｈｏｎｅ", "iphone"),
        ("りんご", "リンゴ"),  # kana
        ("子ども", "こども"),
        ("珈琲", "コーヒー"),
        ("ヴァイオリン", "バイオリン"),
        ("Café", "cafe"),
    ],
)
def test_ways_of_writing_one_word_are_one(one: str, other: str) -> None:
    assert words_of(one) == words_of(other) != []


@pytest.mark.parametrize(("one", "other"), [("ビール", "ビル"), ("カー", "カ"), ("京都", "東京都"), ("病院", "美容院")])
def test_other_words_stay_other_words(one: str, other: str) -> None:
    assert not set(words_of(one)) & set(words_of(other))


def test_a_long_vowel_may_be_a_wave() -> None:
    assert fold("ラ〜メン") == fold("らーめん")
    assert fold_word("ユーザー") == fold_word("ﾕｰｻﾞ")


@pytest.mark.django_db
@given(st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60))
def test_whatever_is_written_can_be_found_by(text: str) -> None:
    """Quotes, backslashes and signs of the query language stay signs."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector IS NOT NULL", [vector_of(text, text)])
        cursor.execute("SELECT tsvector_to_array(%s::tsvector)", [quoted(text or "x")])
        assert cursor.fetchone() == ([text or "x"],)
