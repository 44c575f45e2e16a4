"""From what somebody types to what the index is asked.

Words apart must all be there; "…" or 「…」 is wanted as it stands; -word must not be there. No more than that: whoever
types a sign that means nothing searches for nothing by it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coorum.search.folding import fold, fold_word, latin_words, mended, pairs, runs
from coorum.search.terms import PAIR, READING, all_of, any_of, quoted
from coorum.search.words import is_kana, japanese_words

LONGEST = 100
"""Most signs of a question; the rest is not looked at."""
MOST_TERMS = 8
#: Foreign words of this length and more find what begins with them: setting finds settings.
PREFIX_FROM = 3
_TERM = re.compile(r"(?P<minus>(?<!\S)-)?(?:[\"「](?P<exact>[^\"」]+)[\"」]?|(?P<plain>[^\s\"「」]+))")
Synonyms = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is wanted, or not wanted, and how it may also be said (`others`)."""

    text: str
    is_exact: bool = False
    is_unwanted: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is wanted: `strict` by words where the dictionary knows them, `wide` with the net under all. Both are tsqueries.

    They are "" where nothing is asked, and the same where the net changes nothing.
    """

    terms: tuple[Term, ...]
    strict: str
    wide: str


def question(typed: str, synonyms: Synonyms | None = None) -> Question:
    """What `typed` asks for; `synonyms`: for a folded word, the others of its group."""
    terms = tuple(_terms(mended(typed[:LONGEST]), synonyms or {}))
    if not any(not term.is_unwanted for term in terms):
        return Question((), "", "")
    return Question(terms, *(all_of(_signed(term, wide=wide) for term in terms) for wide in (False, True)))


def _terms(typed: str, synonyms: Synonyms) -> list[Term]:
    made = []
    for found in list(_TERM.finditer(typed))[:MOST_TERMS]:
        text, exact = found["exact"] or found["plain"], bool(found["exact"])
        others = () if exact else tuple(synonyms.get(fold(text), ()))
        made.append(Term(text, exact, bool(found["minus"]), others))
    return [term for term in made if _asked(term, wide=True)]


def _signed(term: Term, *, wide: bool) -> str:
    """The net takes nothing away: who wants no 京都 may want 東京都."""
    return f"!{_asked(term, wide=False)}" if term.is_unwanted else _asked(term, wide=wide)


def _asked(term: Term, *, wide: bool) -> str:
    if term.is_exact:
        return any_of([_as_it_stands(term.text)])
    said = [part for text in (term.text, *term.others) for part in _ways(text, wide=wide)]
    return any_of(said)


def _ways(text: str, *, wide: bool) -> list[str]:
    """How a text may stand in a document: by its words, and letter by letter where these are not sure."""
    words = list(japanese_words(text))
    by_words = all_of([*(quoted(word.form) for word in words), *_foreign(text)])
    spoken = quoted(READING + fold_word(text)) if is_kana(text) else ""
    is_sure = by_words and not wide and all(word.is_known for word in words)
    return [f"({part})" for part in (by_words, spoken, "" if is_sure else _as_it_stands(text)) if part]


def _as_it_stands(text: str) -> str:
    return all_of([*(_by_pairs(run) for run in runs(fold(text))), *_foreign(text)])


def _by_pairs(run: str) -> str:
    """Two signs are one pair; of one sign, all pairs that begin with it."""
    if len(run) == 1:
        return f"{quoted(PAIR + run)}:*"
    return f"({' <-> '.join(quoted(PAIR + pair) for pair in pairs(run)[:-1])})"


def _foreign(text: str) -> list[str]:
    words = latin_words(fold(text))
    return [f"{quoted(word)}:*" if len(word) >= PREFIX_FROM else quoted(word) for word in words]
