"""Which passwords are good enough."""

import re
from pathlib import Path

import pytest
import zxcvbn.feedback

from coorum.accounts import strength
from coorum.accounts.passwords import FastHasherForTests, Hasher
from coorum.accounts.queries import somebody_at
from coorum.accounts.strength import SAID, names_around, weaknesses
from tests.cast import Cast

HANA = somebody_at("hana.kissaten@people.example")
LONG = "春はあけぼの。ようよう白くなりゆく山ぎわ、すこし明かりて、紫だちたる雲の細くたなびきたる。夏は夜。月のころはさらなり"


@pytest.mark.parametrize(
    "password",
    [
        "五月の風はコーヒーの香り",
        "correct horse battery staple",
        "とうふ カメラ ぶらんこ",
        "kawa no oto ga kikoeru mado",
        "sakura no shita de yonda hon",
        LONG,
        LONG * 4,
        "🌵🎷🚲 three things on my desk",
    ],
)
def test_sentences_in_any_language_are_welcome_and_long_ones_too(db: None, password: str) -> None:
    assert weaknesses(password, HANA) == []


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "password1234",  # Django's list
        "1qaz2wsx3edc",  # the keyboard
        "aaaaaaaaaaaaaaa",
        "abcdefghijklm",
        "あいうえおかきくけこ",
        "ああああああああああああ",
        "qwertyuiopqwertyuiop",
        "ｐａｓｓｗｏｒｄ１２３４",  # full width is no disguise
        "doraemon12345",  # words that come to mind in Japan
        "nihonichiban",
        "tanakahanako",
        "arigatougozaimasu",
        "daisukidayo1",
        "YokohamaNagoya",
        "ありがとうございます",
    ],
)
def test_what_is_easy_to_guess_is_refused_and_said_why(db: None, password: str) -> None:
    assert all(str(reason) for reason in weaknesses(password, HANA))
    assert weaknesses(password, HANA)


@pytest.mark.parametrize("password", ["hana.kissaten2026", "people.example", "HanaKissaten!", "hanakissatenhana"])
def test_nobody_takes_their_own_address(db: None, password: str) -> None:
    assert weaknesses(password, HANA)


def test_nobody_takes_a_name_that_stands_on_the_page(cast: Cast) -> None:
    names = names_around(cast.kissa)
    for password in (
        "喫茶こもれび2026",
        "kissakissa2026",
        "株式会社喫茶こもれび",
        "架空コミュニティ株式会社",
        "coorumcoorum1",
    ):
        assert weaknesses(password, HANA, names), password
    assert weaknesses("喫茶こもれび2026", HANA, names) == [strength.TOO_NEAR]
    assert weaknesses("窓辺で読む三冊目の辞書", HANA, names) == []


def test_everything_zxcvbn_says_we_say_in_our_words() -> None:
    source = Path(zxcvbn.feedback.__file__).read_text(encoding="utf-8")
    said = {
        eval(f"({found})")  # noqa: S307  literals of a library we have locked
        for found in re.findall(r"""_\(((?:\s*\\?\s*(?:"[^"]*"|'(?:[^'\\]|\\.)*'))+)\)""", source)
    }
    assert len(said) >= 27
    assert said == set(SAID)


@pytest.mark.parametrize("hasher", [Hasher(), FastHasherForTests()])
def test_what_looks_alike_is_one_password(hasher: Hasher) -> None:
    kept = hasher.encode("Ｃａｆé １２ か\u3099", hasher.salt())
    assert hasher.verify("Cafe\u0301 12 が", kept)
    assert not hasher.verify("cafe 12 が", kept)
