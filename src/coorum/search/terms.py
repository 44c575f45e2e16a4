"""What a document is found by: a `tsvector` of its words and of the pairs of neighbouring signs, the net under the words.

Words say what is meant (引越し is 引っ越し), and divide 東京都 into 東京 and 都, so that 京都 is not in it.
Pairs find whatever stands there, letter by letter, also names that no dictionary has.
Readings find by kana what is written with kanji.
All lie in one vector: pairs begin with `+` and readings with `=`, as no word does.
Weights: A and C in the title (words, pairs), B and D in the text.
"""

from collections.abc import Iterable

from coorum.search.folding import fold, latin_words, mended, pairs, runs
from coorum.search.words import japanese_words

PAIR, READING = "+", "="
#: PostgreSQL counts places up to here, and keeps as many for one lexeme.
LAST_PLACE, MOST_PLACES = 16_383, 250
#: Words of a foreign script that are longer are no words.
LONGEST_WORD = 60


def quoted(lexeme: str) -> str:
    """A lexeme inside the text form of a tsvector or tsquery, whatever signs it holds."""
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def vector_of(title: str, body: str) -> str:
    """The text form of the `tsvector` of a document."""
    found: dict[str, list[str]] = {}
    _add_words(found, title, "A")
    _add_words(found, body, "B")
    _add_pairs(found, _add_pairs(found, 1, title, "C"), body, "D")
    return " ".join(f"{quoted(lexeme)}:{','.join(places[:MOST_PLACES])}" for lexeme, places in found.items())


def words_of(text: str, *, with_readings: bool = False) -> list[str]:
    """The words of a text, of any script, as a document has them; their readings too where asked for."""
    foreign = (word[:LONGEST_WORD] for word in latin_words(fold(text)))
    divided = list(japanese_words(mended(text)))
    readings = [READING + word.reading for word in divided if word.reading] if with_readings else []
    return [*(word.form for word in divided), *foreign, *readings]


def _add_words(found: dict[str, list[str]], text: str, weight: str) -> None:
    for word in dict.fromkeys(words_of(text, with_readings=True)):
        found.setdefault(word, []).append(f"1{weight}" if weight == "A" else f"2{weight}")


def _add_pairs(found: dict[str, list[str]], place: int, text: str, weight: str) -> int:
    """Places of a run follow each other; between two runs there is a gap."""
    for run in runs(fold(text)):
        for pair in pairs(run):
            found.setdefault(PAIR + pair, []).append(f"{min(place, LAST_PLACE)}{weight}")
            place += 1
        place += 1
    return place


def all_of(parts: Iterable[str]) -> str:
    """A tsquery that wants all of `parts`; "" where there are none."""
    return " & ".join(part for part in parts if part)


def any_of(parts: Iterable[str]) -> str:
    """A tsquery that wants one of `parts`; "" where there are none."""
    wanted = list(dict.fromkeys(part for part in parts if part))
    return f"({' | '.join(wanted)})" if wanted else ""
