"""What changed between two versions of a text, for the public page that says so. Pure: two documents in, data out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coorum.consent.differences.alignment import Pair, align
from coorum.consent.differences.parts import below, name_of, number_of, own_words, whole
from coorum.consent.differences.runs import Change, Run, runs_between
from coorum.consent.documents import Document, Part

__all__ = ["Change", "Difference", "Differences", "Run", "differences", "runs_between"]

_ONE_SIDED = (Change.ADDED, Change.REMOVED)
_WHOLE = 12  # characters; a shorter paragraph that vanishes here and appears there is not called moved


@dataclass(frozen=True, slots=True)
class Difference:
    """One part, before and after. `runs` are its own words (an article's: its heading), `parts` what lies below it.

    `old` is None for what was added, `new` for what was removed; both carry their anchors. A paragraph that went to
    another article stands twice: REMOVED where it was, MOVED where it is, each time with both sides.
    """

    change: Change
    old: Part | None
    new: Part | None
    runs: tuple[Run, ...]
    parts: tuple["Difference", ...] = ()

    @property
    def part(self) -> Part:
        """The part to show here: the old one where it was removed, else the new one."""
        found = self.old if self.change is Change.REMOVED else self.new
        if found is None:
            raise ValueError("A difference has a part on one side at least")
        return found


@dataclass(frozen=True, slots=True)
class Differences:
    """All of two documents, side by side, in the order of the new one; what is gone stands where it stood."""

    title: tuple[Run, ...]
    preamble: tuple[Difference, ...]
    articles: tuple[Difference, ...]
    enacted: tuple[Difference, ...]
    closing: tuple[Difference, ...]

    def __iter__(self) -> Iterator[Difference]:
        """Every difference, each before those below it."""
        yield from _all_of((*self.preamble, *self.articles, *self.enacted, *self.closing))

    @property
    def counts(self) -> Counter[Change]:
        return Counter(difference.change for difference in self)

    @property
    def is_empty(self) -> bool:
        """Do both documents say the same, under the same numbers?"""
        return not self.counts.keys() - {Change.SAME} and all(run.change is Change.SAME for run in self.title)


def differences(old: Document, new: Document) -> Differences:
    """Compare two documents. Equal documents give differences that are all SAME."""
    found = Differences(
        runs_between(old.title, new.title),
        _between(old.preamble, new.preamble),
        _between(old.articles, new.articles),
        _between(old.enacted, new.enacted),
        _between(old.closing, new.closing),
    )
    return replace(found, articles=_with_moves(found.articles))


def _all_of(found: Sequence[Difference]) -> Iterator[Difference]:
    for difference in found:
        yield difference
        yield from _all_of(difference.parts)


def _between(old: Sequence[Part], new: Sequence[Part]) -> tuple[Difference, ...]:
    names = [name_of(part) for part in old], [name_of(part) for part in new]
    pairs = align([whole(part) for part in old], [whole(part) for part in new], names)
    return tuple(_difference(pair, old, new) for pair in pairs)


def _difference(pair: Pair, old: Sequence[Part], new: Sequence[Part]) -> Difference:
    before = None if pair.old is None else old[pair.old]
    after = None if pair.new is None else new[pair.new]
    runs = runs_between(own_words(before), own_words(after))
    parts = _between(below(before), below(after))
    return Difference(_change(pair, before, after, runs, parts), before, after, runs, parts)


def _change(
    pair: Pair, old: Part | None, new: Part | None, runs: tuple[Run, ...], parts: tuple[Difference, ...]
) -> Change:
    if old is None or new is None:
        return Change.ADDED if old is None else Change.REMOVED
    if pair.is_moved:
        return Change.MOVED
    if any(run.change is not Change.SAME for run in runs) or any(each.change is not Change.SAME for each in parts):
        return Change.CHANGED
    return Change.SAME if number_of(old) == number_of(new) else Change.RENUMBERED


def _with_moves(articles: tuple[Difference, ...]) -> tuple[Difference, ...]:
    """A paragraph that left one article and stands word for word in another has moved there."""
    paragraphs = [each for article in articles for each in article.parts]
    gone = {whole(each.old): each.old for each in paragraphs if each.change is Change.REMOVED and each.old}
    came = {whole(each.new): each.new for each in paragraphs if each.change is Change.ADDED and each.new}

    def mended(each: Difference) -> Difference:
        words = whole(each.part)
        if len(words) < _WHOLE or words not in gone or words not in came or each.change not in _ONE_SIDED:
            return each
        if each.change is Change.REMOVED:
            return replace(each, new=came[words])
        return replace(_difference(Pair(0, 0), [gone[words]], [came[words]]), change=Change.MOVED)

    return tuple(replace(article, parts=tuple(mended(each) for each in article.parts)) for article in articles)
