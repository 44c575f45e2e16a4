"""Proofs that need no trust in the database: an entry is under a signed head.

They read the complete nodes that signing kept, and up to some five hundred entries, however long the chain is. They answer
in the open scope, and check what they made before they hand it out.
"""

import json
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection

from coorum.base.ledger import merkle
from coorum.base.ledger.heads import KEPT_LEVEL, Head, head_of_row, key_history
from coorum.base.ledger.models import Entry
from coorum.base.ledger.models import Head as HeadRow
from coorum.base.ledger.texts import ENTRY_TAG, ENTRY_TEXT

FORMAT = "coorum-ledger-proof-1"


class NotProvable(LookupError):  # noqa: N818  says what is the matter
    """There is no such entry, no head over it yet, or the tree in the database does not lead to the head."""


def prove(site: UUID, n: int, *, under: Head | None = None) -> dict[str, Any]:
    """That entry `n` is under a head of its chain, the newest unless another is given (docs/evidence.md, section 7).

    Raises `NotProvable`.
    """
    head = under or newest_head(site)
    if head is None or head.n < n:
        raise NotProvable(f"no signed head of chain {site} covers entry {n} yet; there is one within a minute")
    text, hash_ = _entry(site, n)
    path = merkle.inclusion(n - 1, head.n, tree_of(site))
    whole = sha256(ENTRY_TAG + text.encode()).digest() == hash_
    if not whole or not merkle.is_included(hash_, n - 1, head.n, path, bytes.fromhex(head.root)):
        raise NotProvable(f"entry {n} of chain {site} does not lead to its signed head: run ledger verify")
    return {
        "format": FORMAT,
        "entry": json.loads(text),
        "hash": hash_.hex(),
        "path": [step.hex() for step in path],
        "head": head.as_json(),
        "keys": key_history(),
    }


def newest_head(site: UUID) -> Head | None:
    """The newest head of a chain."""
    return next(iter(heads_of(site, newest_first=True)), None)


def heads_of(site: UUID, *, newest_first: bool = False, **which: Any) -> Iterator[Head]:
    """The heads of a chain in order; `which` filters them as Django does."""
    rows = HeadRow.objects.filter(site_id=site, **which).order_by("-n" if newest_first else "n")
    for row in rows[:1] if newest_first else rows:
        root, hash_, signature = bytes(row.root), bytes(row.hash), bytes(row.signature)
        yield head_of_row(row.site_id, row.n, root, hash_, row.at, row.key_id, signature)


def number_of_key(site: UUID, key: UUID) -> int:
    """The entry that was appended under this idempotency key. Raises `NotProvable`."""
    n = Entry.objects.filter(site_id=site, key=key).values_list("n", flat=True).first()
    if n is None:
        raise NotProvable(f"chain {site} has no entry with the key {key}")
    return n


def tree_of(site: UUID, *, peaks_of: int = 0) -> merkle.Node:
    """The nodes under a chain's heads, read as they are asked for; the peaks over so many entries at once."""
    peaks = _peaks(site, peaks_of) if peaks_of >> KEPT_LEVEL else {}

    @cache
    def tile(number: int) -> merkle.Node:
        first = number << KEPT_LEVEL
        sql = "SELECT hash FROM ledger_entry WHERE site_id = %s AND n > %s AND n <= %s ORDER BY n"
        return merkle.nodes_of(_column(sql, site, first, first + (1 << KEPT_LEVEL)))

    def node(level: int, index: int) -> bytes:
        if level < KEPT_LEVEL:
            inside = KEPT_LEVEL - level
            return _found(tile(index >> inside), level, index & ((1 << inside) - 1))
        if (level, index) in peaks:
            return peaks[level, index]
        sql = "SELECT hash FROM ledger_node WHERE site_id = %s AND level = %s AND index = %s"
        return _found(lambda *_: _column(sql, site, level, index)[0], level, index)

    return node


def _peaks(site: UUID, size: int) -> dict[tuple[int, int], bytes]:
    """The kept nodes of the frontier over `size` entries (merkle.frontier_of), by level and index."""
    levels = [level for level in range(KEPT_LEVEL, size.bit_length()) if size >> level & 1]
    sql = """
        SELECT level, index, hash FROM ledger_node JOIN unnest(%s::smallint[], %s::bigint[]) AS p (level, index)
        USING (level, index) WHERE site_id = %s
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [levels, [(size >> level) - 1 for level in levels], site])
        return {(level, index): bytes(value) for level, index, value in cursor.fetchall()}


def _found(node: merkle.Node, level: int, index: int) -> bytes:
    try:
        return node(level, index)
    except IndexError:
        raise NotProvable("the tree under the head is not whole: run ledger verify") from None


def _entry(site: UUID, n: int) -> tuple[str, bytes]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {ENTRY_TEXT}, hash FROM ledger_entry WHERE site_id = %s AND n = %s", [site, n])  # noqa: S608
        row = cursor.fetchone()
    if row is None:
        raise NotProvable(f"chain {site} has no entry {n} that you may see")
    return row[0], bytes(row[1])


def _column(sql: str, *values: Any) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [bytes(value) for (value,) in cursor.fetchall()]
