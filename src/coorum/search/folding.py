"""Ways of writing that mean the same, made one: width, case, hiragana and katakana, accents, the last long vowel."""

import re
import unicodedata

_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)} | {0x30FD: 0x309D, 0x30FE: 0x309E}
_KANA = "\u3041-\u3096\u30a1-\u30fa"
#: A wave or a dash between kana is a long vowel: ラ〜メン.
_LONG = re.compile(f"(?<=[{_KANA}])[\u301c\uff5e~\u2015\u2014\u2013\uff0d\u2500](?=[{_KANA}])")
#: Signs of Japanese, Chinese and Korean, which stand without spaces between words; after folding.
CJK = "\u3005-\u3007\u3041-\u309f\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003134f"
_RUN = re.compile(f"[{CJK}]+")
_WORD = re.compile(f"[^\\W_{CJK}]+")
#: Shorter words keep their last long vowel: カー is not カ (JIS Z 8301).
LONG_ENOUGH = 4


def mended(text: str) -> str:
    """Unicode's compatible composed form (NFKC), long vowels written as such; for whoever divides text into words."""
    return _LONG.sub("ー", unicodedata.normalize("NFKC", text))


def fold(text: str) -> str:
    """`text` as it is compared: signs of full and half width, large and small letters, hiragana and katakana are one."""
    return mended(text).casefold().translate(_KATAKANA)


def fold_word(word: str) -> str:
    """One word, folded; サーバー and サーバ are one."""
    folded = fold(word)
    return folded[:-1] if len(folded) >= LONG_ENOUGH and folded.endswith("ー") else folded


def runs(folded: str) -> list[str]:
    """The runs of Japanese signs in a folded text."""
    return _RUN.findall(folded)


def latin_words(folded: str) -> list[str]:
    """The words of other scripts and the numbers in a folded text, without accents."""
    return [
        "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
        for word in _WORD.findall(folded)
    ]


def pairs(run: str) -> list[str]:
    """Neighbouring signs of a run, and its last sign: so any sign begins one of them."""
    return [run[place : place + 2] for place in range(len(run))]
