"""A chain as a file that outlives this product: one JSON value a line (docs/evidence.md, section 7)."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import IO, Any
from uuid import UUID

from django.db import connection

from coorum.base import clock
from coorum.base.ledger.heads import Head, head_of_row, key_history, time_text
from coorum.base.ledger.reports import Broken
from coorum.base.ledger.seals import SEALED, read_seal
from coorum.base.ledger.texts import ENTRY_TEXT, LEAF_TEXT

FORMAT = "coorum-ledger-export-1"
WINDOW = 10_000


def export(chain: UUID, file: IO[str], *, openings: bool = False) -> int:
    """Write the chain as it stands, broken or not, and answer how many entries it has.

    `openings` adds the payloads, which may hold personal data. Reads in the open scope and role.
    """
    entries, leaves = _rows(
        """SELECT coalesce(max(n), 0), (SELECT count(number) FROM ledger_leaf WHERE site_id = %(chain)s)
           FROM ledger_entry WHERE site_id = %(chain)s""",
        chain=chain,
    )[0]
    first = {
        "format": FORMAT,
        "chain": str(chain),
        "entries": entries,
        "leaves": leaves,
        "made": time_text(clock.now()),
    }
    for value in (first, *({"key": key} for key in key_history())):
        file.write(json.dumps(value, separators=(",", ":")) + "\n")
    for start in range(0, entries, WINDOW):
        for line in _window(chain, start, min(start + WINDOW, entries), openings=openings):
            file.write(line + "\n")
    return int(entries)


def _window(chain: UUID, after: int, upto: int, *, openings: bool) -> Iterator[str]:
    """The entries of a stretch, each seal with its leaves, each head behind its entry."""
    sql = f"""SELECT n, {ENTRY_TEXT}, encode(hash, 'hex'), {_opening("ledger_entry", openings)} FROM ledger_entry
              WHERE site_id = %(chain)s AND n > %(after)s AND n <= %(upto)s ORDER BY n"""  # noqa: S608
    rows = _rows(sql, chain=chain, after=after, upto=upto)
    heads = {head.n: head for head in _heads_of_days(chain, after, upto)}
    leaves = _leaves(chain, [(n, text) for n, text, *_ in rows if f'"kind":"{SEALED}"' in text], openings=openings)
    for n, text, hash_, opening in rows:
        yield f'{{"entry":{text},"hash":"{hash_}"{_with(opening)}}}'
        yield from leaves.get(n, ())
        if n in heads:
            yield json.dumps({"head": heads[n].as_json()}, separators=(",", ":"), sort_keys=True)


def _leaves(chain: UUID, seals: Sequence[tuple[int, str]], *, openings: bool) -> dict[int, list[str]]:
    """The lines of leaves, by the entry that sealed them."""
    found = defaultdict[int, list[str]](list)
    numbers = [number for n, text in seals for number in _numbers(chain, n, text)]
    if numbers:
        sql = f"""SELECT seal, number, {LEAF_TEXT}, encode(hash, 'hex'), {_opening("ledger_leaf", openings)} FROM ledger_leaf
                  WHERE site_id = %(chain)s AND number BETWEEN %(first)s AND %(last)s ORDER BY number"""  # noqa: S608
        for seal, number, text, hash_, opening in _rows(sql, chain=chain, first=min(numbers), last=max(numbers)):
            found[seal].append(f'{{"leaf":{text},"hash":"{hash_}","number":{number}{_with(opening)}}}')
    return found


def _numbers(chain: UUID, n: int, text: str) -> tuple[int, ...]:
    """Between which numbers a seal's leaves are; a broken seal has none, which the verifier will say."""
    try:
        seal = read_seal(chain, n, text, None)
    except Broken:
        return ()
    return seal.first, seal.last


def _heads_of_days(chain: UUID, after: int, upto: int) -> list[Head]:
    """The last head of each day; so the newest is among them."""
    sql = """
        SELECT h.site_id, h.n, h.root, h.hash, h.at, h.key_id, h.signature FROM ledger_head h
        LEFT JOIN LATERAL (
            SELECT at FROM ledger_head l WHERE l.site_id = h.site_id AND l.n > h.n ORDER BY l.n LIMIT 1
        ) AS next ON true
        WHERE h.site_id = %(chain)s AND h.n > %(after)s AND h.n <= %(upto)s
            AND (next.at IS NULL OR (next.at AT TIME ZONE 'UTC')::date > (h.at AT TIME ZONE 'UTC')::date)
    """
    return [head_of_row(*row) for row in _rows(sql, chain=chain, after=after, upto=upto)]


def _opening(table: str, wanted: bool) -> str:  # noqa: FBT001
    if not wanted:
        return "NULL"
    return f"""(SELECT json_build_object('payload', o.payload, 'salt', encode(o.salt, 'hex'))::text FROM ledger_opening o
                WHERE o.site_id = {table}.site_id AND o.commitment = {table}.commitment)"""  # noqa: S608


def _with(opening: str | None) -> str:
    return f',"opening":{opening}' if opening else ""


def _rows(sql: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
