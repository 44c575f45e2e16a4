"""Where in a text the words of a question stand: pieces to be shown, those that fit marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coorum.search.asking import Question
from coorum.search.folding import fold
from coorum.search.words import forms, japanese_words

#: So much of a long text is looked through.
LOOKED_AT = 6_000
AROUND, LENGTH = 40, 160


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; `is_hit`: it is what was searched for."""

    text: str
    is_hit: bool


def whole(text: str, asked: Question) -> tuple[Piece, ...]:
    """All of a short text."""
    return tuple(_cut(text, _spans(text, asked)))


def snippet(text: str, asked: Question) -> tuple[Piece, ...]:
    """What stands around the first hit, on one line."""
    line = " ".join(text[:LOOKED_AT].split())
    spans = _spans(line, asked)
    begin = max(0, spans[0][0] - AROUND) if spans else 0
    end = min(len(line), begin + LENGTH)
    inside = [(first - begin, last - begin) for first, last in spans if first >= begin and last <= end]
    pieces = [*_cut(line[begin:end], inside)]
    before = [Piece("…", is_hit=False)] if begin else []
    after = [Piece("…", is_hit=False)] if end < len(line) or len(text) > LOOKED_AT else []
    return (*before, *pieces, *after)


def _spans(text: str, asked: Question) -> list[tuple[int, int]]:
    """Where it fits, in order, none inside another."""
    wanted = [term for term in asked.terms if not term.is_unwanted]
    said = [text for term in wanted for text in (term.text, *term.others)]
    spans = [*_literal(text, said), *_by_words(text, {form for one in said for form in forms(one)})]
    kept: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda one: (one[0], -one[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _literal(text: str, said: list[str]) -> Iterator[tuple[int, int]]:
    """Folded sign by sign, so that each folded sign knows where it comes from."""
    folded = [(sign, place) for place, raw in enumerate(text) for sign in fold(raw)]
    line = "".join(sign for sign, _place in folded)
    for one in said:
        for found in re.finditer(re.escape(fold(one)), line) if fold(one) else ():
            yield folded[found.start()][1], folded[found.end() - 1][1] + 1


def _by_words(text: str, wanted: set[str]) -> Iterator[tuple[int, int]]:
    return ((word.begin, word.end) for word in japanese_words(text) if word.form in wanted)


def _cut(text: str, spans: list[tuple[int, int]]) -> Iterator[Piece]:
    place = 0
    for begin, end in spans:
        if begin > place:
            yield Piece(text[place:begin], is_hit=False)
        yield Piece(text[begin:end], is_hit=True)
        place = end
    if place < len(text):
        yield Piece(text[place:], is_hit=False)
