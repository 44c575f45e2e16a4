"""Merkle trees of RFC 6962 (history trees): roots, growth, and proofs that a head contains an entry or extends a head.

A *node* stands at (level, index) over the 2^level leaves from index * 2^level on; only complete nodes are ever named.
Functions that prove take `node(level, index) -> bytes`, so that they run over a list, or over the database, alike.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from hashlib import sha256

EMPTY = sha256(b"").digest()
Node = Callable[[int, int], bytes]
#: Complete inner nodes: level, index, hash.
Closed = list[tuple[int, int, bytes]]


def leaf(data: bytes) -> bytes:
    """The hash of a leaf: SHA-256(0x00 ‖ data)."""
    return sha256(b"\0" + data).digest()


def join(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\1" + left + right).digest()


@dataclass
class Frontier:
    """A growing tree, remembered by the roots of its complete subtrees, largest first: one for each 1-bit of `size`."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def push(self, data: bytes, closed: Closed | None = None) -> None:
        """Add one leaf; one inner hash on average. The inner nodes it completes are added to `closed`."""
        self.add(leaf(data), closed=closed)

    def add(self, node: bytes, level: int = 0, closed: Closed | None = None) -> None:
        """Add a complete node over 2^level leaves. The size must be a multiple of that."""
        peaks, rest = self.peaks, self.size >> level
        self.size += 1 << level
        while rest & 1:
            node = join(peaks.pop(), node)
            rest >>= 1
            level += 1
            if closed is not None:
                closed.append((level, (self.size >> level) - 1, node))
        peaks.append(node)

    def root(self) -> bytes:
        """The root of the tree as it stands, in O(log size)."""
        return reduce(lambda right, left: join(left, right), reversed(self.peaks)) if self.peaks else EMPTY


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over `leaves` (their data, not their hashes)."""
    level = [sha256(b"\0" + data).digest() for data in leaves]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [sha256(b"\1" + left + right).digest() for left, right in pairs] + level[len(level) & ~1 :]
    return level[0] if level else EMPTY


def nodes_of(leaves: Sequence[bytes]) -> Node:
    """The nodes over a list, made when asked for."""

    def node(level: int, index: int) -> bytes:
        if level == 0:
            return leaf(leaves[index])
        return join(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))

    return node


def frontier_of(size: int, node: Node) -> Frontier:
    """The frontier of the first `size` leaves."""
    levels = [level for level in reversed(range(size.bit_length())) if size >> level & 1]
    return Frontier(size, [node(level, (size >> level) - 1) for level in levels])


def inclusion(index: int, size: int, node: Node) -> list[bytes]:
    """The path from leaf `index` to the root over `size` leaves, lowest first. ValueError unless 0 ≤ index < size."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not among {size}")
    path, start = [], 0
    while size > 1:
        half = _half(size)
        if index - start < half:
            path.append(_subtree(start + half, size - half, node))
            size = half
        else:
            path.append(_subtree(start, half, node))
            start, size = start + half, size - half
    return path[::-1]


def consistency(old: int, new: int, node: Node) -> list[bytes]:
    """The proof that the tree of `old` leaves begins the tree of `new`. ValueError unless 0 < old ≤ new."""
    if not 0 < old <= new:
        raise ValueError(f"a tree of {new} leaves does not extend one of {old}")
    path, start, size, whole = [], 0, new, True
    while old - start < size:
        half = _half(size)
        if old - start <= half:
            path.append(_subtree(start + half, size - half, node))
            size = half
        else:
            path.append(_subtree(start, half, node))
            start, size, whole = start + half, size - half, False
    return ([] if whole else [_subtree(start, size, node)]) + path[::-1]


def is_included(data: bytes, index: int, size: int, path: Sequence[bytes], top: bytes) -> bool:
    """Whether `path` leads from leaf `index` to the root `top` over `size` leaves (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, found = index, size - 1, leaf(data)
    for step in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = join(step, found)
            here, last = _climb(here, last)
        else:
            found = join(found, step)
        here, last = here >> 1, last >> 1
    return last == 0 and found == top


def is_extended(old: int, old_top: bytes, new: int, new_top: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` shows that the root over `new` leaves extends the root over `old` (RFC 9162, 2.1.4.2)."""
    if old == new:
        return not path and old_top == new_top
    steps = [old_top, *path] if old & (old - 1) == 0 else list(path)
    if not 0 < old < new or not steps:
        return False
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    was = now = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            was, now = join(step, was), join(step, now)
            here, last = _climb(here, last)
        else:
            now = join(now, step)
        here, last = here >> 1, last >> 1
    return last == 0 and was == old_top and now == new_top


def _climb(here: int, last: int) -> tuple[int, int]:
    """Up to where `here` is a right child, or the left edge: levels where the right edge has no sibling."""
    while here and not here & 1:
        here, last = here >> 1, last >> 1
    return here, last


def _half(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _subtree(start: int, size: int, node: Node) -> bytes:
    """The root over `size` leaves from `start` on, where `start` is a multiple of a power of two not below `size`."""
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return node(level, start >> level)
    half = _half(size)
    return join(_subtree(start, half, node), _subtree(start + half, size - half, node))
