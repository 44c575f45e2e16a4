"""Which part of the old text became which part of the new: pairs, moves, what came and what went."""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

ALIKE = 0.5  # of the pairs of neighbouring signs: from here two parts are one part, rewritten
MOST_PAIRS = 10_000  # compared for likeness at one level; beyond, only equal parts pair
LONGEST = 2_000  # characters of a part that count for its likeness


@dataclass(frozen=True, slots=True)
class Pair:
    """Indexes into the old and the new sequence; None where there is no counterpart."""

    old: int | None
    new: int | None
    is_moved: bool = False


def align(old: Sequence[str], new: Sequence[str], names: tuple[Sequence[str], Sequence[str]]) -> list[Pair]:
    """Pair the texts of two sequences: equal ones first, then those of one name (a heading), then alike ones.

    The result follows the new order; what was removed stands where it stood. A name of "" is no name.
    """
    found: dict[int, int] = {}  # new to old
    _pair_equal(found, old, new)
    _pair_equal(found, *names)
    _pair_alike(found, old, new)
    return _in_reading_order(found, len(old), len(new))


def _pair_equal(found: dict[int, int], old: Sequence[str], new: Sequence[str]) -> None:
    """Pair what is equal and still alone, in order. Empty texts never pair here."""
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    taken = set(found.values())
    for index, text in enumerate(old):
        if index not in taken:
            waiting[text].append(index)
    for index, text in enumerate(new):
        if text and index not in found and waiting[text]:
            found[index] = waiting[text].popleft()


def _pair_alike(found: dict[int, int], old: Sequence[str], new: Sequence[str]) -> None:
    taken = set(found.values())
    lone_old = [index for index in range(len(old)) if index not in taken]
    lone_new = [index for index in range(len(new)) if index not in found]
    if len(lone_old) * len(lone_new) > MOST_PAIRS:
        return
    signs = {text: _neighbours(text) for text in (*(old[i] for i in lone_old), *(new[j] for j in lone_new))}
    scores = sorted(
        ((_likeness(signs[old[i]], signs[new[j]]), i, j) for i in lone_old for j in lone_new), key=_best_first
    )
    for score, i, j in scores:
        if score >= ALIKE and i not in taken and j not in found:
            found[j] = i
            taken.add(i)


def _best_first(score: tuple[float, int, int]) -> tuple[float, int, int]:
    likeness, i, j = score
    return -likeness, abs(i - j), i


def _neighbours(text: str) -> set[str]:
    short = text[:LONGEST]
    return {short[place : place + 2] for place in range(max(1, len(short) - 1))}


def _likeness(old: set[str], new: set[str]) -> float:
    """Dice's coefficient, 0 to 1: cheap, and blind to the order of words, which a rewriting often changes."""
    return 2 * len(old & new) / (len(old) + len(new))


def _in_reading_order(found: dict[int, int], old_count: int, new_count: int) -> list[Pair]:
    staying = _longest_rise([found[index] for index in range(new_count) if index in found])
    gone = deque(sorted(set(range(old_count)) - set(found.values())))
    pairs: list[Pair] = []
    for index in range(new_count):
        old = found.get(index)
        while old is not None and old in staying and gone and gone[0] < old:
            pairs.append(Pair(gone.popleft(), None))
        pairs.append(Pair(old, index, is_moved=old is not None and old not in staying))
    return pairs + [Pair(index, None) for index in gone]


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """The members of a longest increasing subsequence: what kept its order. The rest has moved."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(tails, number)
        before[number] = tails[place - 1] if place else None
        tails[place : place + 1] = [number]
    rise: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        rise.add(last)
        last = before[last]
    return rise
