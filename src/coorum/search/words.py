"""Japanese text divided into words by Sudachi's small dictionary, in the form in which the dictionary has them.

The dictionary takes 0.3 s and some 70 MB when it is first asked; a process that never searches never loads it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from threading import local
from typing import TYPE_CHECKING

from coorum.search.folding import CJK, fold_word, mended

if TYPE_CHECKING:
    from sudachipy import Dictionary, Tokenizer

#: Words that only tie others together, and signs.
_TIES = {"助詞", "助動詞", "補助記号", "記号", "空白"}
_HAS_CJK = re.compile(f"[{CJK}]")
_HAS_KANJI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")
_KANA_ONLY = re.compile("[\u3041-\u3096\u30a1-\u30faー]+")
_SENTENCE = re.compile(r"[^\n。！？!?]+[\n。！？!?]*")
#: The dictionary refuses more than 49,149 bytes at once.
LONGEST = 10_000
_here = local()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its `form` as compared, its `reading` where that is another, where it stands (`begin`, `end`), and
    whether the dictionary has it.
    """

    form: str
    reading: str
    begin: int
    end: int
    is_known: bool


@cache
def dictionary_version() -> str:
    """Which dictionary divides the words."""
    return version("sudachidict-small")


def japanese_words(text: str) -> Iterator[Word]:
    """The words that hold Japanese signs, in order. `text` is divided as it is: give it `mended`."""
    for begin, sentence in _pieces(text):
        for one in _tokenizer().tokenize(sentence):
            if one.part_of_speech()[0] in _TIES or not _HAS_CJK.search(one.surface()):
                continue
            form = fold_word(one.normalized_form())
            reading = fold_word(one.reading_form()) if _HAS_KANJI.search(one.surface()) else ""
            yield Word(form, reading, begin + one.begin(), begin + one.end(), not one.is_oov())


def forms(text: str) -> list[str]:
    """The forms of the Japanese words of any text."""
    return [word.form for word in japanese_words(mended(text))]


def is_kana(text: str) -> bool:
    """Whether it is written as it is spoken."""
    return bool(_KANA_ONLY.fullmatch(text))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    for found in _SENTENCE.finditer(text):
        for begin in range(found.start(), found.end(), LONGEST):
            yield begin, text[begin : min(begin + LONGEST, found.end())]


def _tokenizer() -> "Tokenizer":
    """One for each thread: they are not to be shared."""
    if not hasattr(_here, "tokenizer"):
        _here.tokenizer = _dictionary().tokenizer()
    tokenizer: Tokenizer = _here.tokenizer
    return tokenizer


@cache
def _dictionary() -> "Dictionary":
    from sudachipy import Dictionary

    return Dictionary(dict="small")
