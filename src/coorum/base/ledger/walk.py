"""One way along a chain: its entries, the leaves of its seals, the heads over them (docs/evidence.md, section 6)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import connection

from coorum.base import keys
from coorum.base.ledger import merkle, proofs
from coorum.base.ledger.heads import Head
from coorum.base.ledger.reports import Broken, Report
from coorum.base.ledger.seals import SEALED, Seal, check_leaves, read_seal
from coorum.base.ledger.texts import ENTRY_TAG, ENTRY_TEXT, copy_out

#: Entries read at a time, and entries that are looked at together: those under one node of the tree.
WINDOW, TILE = 65_536, 256
#: A row for each tile: the texts, a line each; prev and hash of each, 64 digits; how many; which of them are seals.
TILES = f"""
    SELECT entries.* FROM generate_series(%(first)s::bigint, %(last)s) AS tile, LATERAL (
        SELECT string_agg(text, E'\\n'), string_agg(encode(prev, 'hex'), ''), string_agg(encode(hash, 'hex'), ''),
            count(DISTINCT n), coalesce(string_agg(n::text, ',') FILTER (WHERE kind = '{SEALED}'), '')
        FROM (
            SELECT {ENTRY_TEXT} AS text, prev, hash, n, kind FROM ledger_entry
            WHERE site_id = %(chain)s AND n > greatest(tile * {TILE}, %(after)s)
                AND n <= least((tile + 1) * {TILE}, %(upto)s)
            ORDER BY n
        ) AS entry
    ) AS entries
"""  # noqa: S608


@dataclass(frozen=True)
class Record:
    """What a chain has on record about its end, and what there is: its last entry, sealed leaf and head."""

    n: int
    hash: str
    leaves: int
    entries: int
    numbered: int
    head: int


class Walk:
    """Where verifying stands: after entry `n`, whose hash in hex is `last`; it began after entry `began`."""

    def __init__(self, report: Report, witnesses: Iterable[Head]) -> None:
        self.report, self.chain, self.witnesses = report, report.chain, list(witnesses)
        self.trusted = keys.public_keys()
        self.n, self.last, self.tree = 0, b"0" * 64, merkle.Frontier()
        self.next_leaf: int | None = 1
        self.began = 0

    def run(self, since: int | datetime | None) -> None:
        """From the start, or from the newest head before `since`, to the end. Raises `Broken` or `NotProvable`."""
        record = self._record()
        if since is not None:
            self._start_from(since)
            self.began = self.n
        while self.n < record.entries:
            upto = min((self.n // WINDOW + 1) * WINDOW, record.entries)
            self.report.leaves += check_leaves(self.chain, self._entries(upto))
        self._check_record(record)

    def _record(self) -> Record:
        """One statement, so that all of it is of one moment: what is written afterwards is not our concern."""
        sql = """
            SELECT coalesce(c.n, 0), coalesce(encode(c.hash, 'hex'), ''), coalesce(c.leaves, 0),
                coalesce((SELECT max(e.n) FROM ledger_entry e WHERE e.site_id = %(chain)s), 0),
                coalesce((SELECT max(l.number) FROM ledger_leaf l WHERE l.site_id = %(chain)s), 0),
                coalesce((SELECT max(h.n) FROM ledger_head h WHERE h.site_id = %(chain)s), 0)
            FROM (SELECT) AS always LEFT JOIN ledger_chain c ON c.site_id = %(chain)s
        """
        with connection.cursor() as cursor:
            cursor.execute(sql, {"chain": self.chain})
            return Record(*cursor.fetchone())

    def _check_record(self, record: Record) -> None:
        """Nothing is missing at the end: by heads, by the chain's own record, and by its seals."""
        promised = max([record.head, *(head.n for head in self.witnesses)])
        whose = f"chain {self.chain}"
        if promised > self.n:
            raise Broken(f"{whose} ends with entry {self.n}, and a signed head covers {promised}: it was cut")
        if record.n != self.n:
            raise Broken(f"{whose} has entry {record.n} on record as its last, and has entries up to {self.n}")
        if record.hash != self.last.decode():
            raise Broken(f"{whose} has another hash on record for its last entry, {self.n}")
        if record.leaves != record.numbered or self.next_leaf not in {None, record.leaves + 1}:
            raise Broken(f"{whose} has {record.leaves} sealed leaves on record, and has not just these")

    def _start_from(self, since: int | datetime) -> None:
        before = {"n__lt": since} if isinstance(since, int) else {"at__lte": since}
        head = next(iter(proofs.heads_of(self.chain, newest_first=True, **before)), None)
        if head is None:
            return
        check_signature(head, self.trusted)
        node = proofs.tree_of(self.chain, peaks_of=head.n)
        self.tree = merkle.frontier_of(head.n, node)
        if self.tree.root().hex() != head.root:
            raise Broken(forked(head))
        for witness in (witness for witness in self.witnesses if witness.n <= head.n):
            path = merkle.consistency(witness.n, head.n, node)
            tops = bytes.fromhex(witness.root), bytes.fromhex(head.root)
            if not merkle.is_extended(witness.n, tops[0], head.n, tops[1], path):
                raise Broken(forked(witness))
            self.report.heads += 1
        self.n, self.last, self.next_leaf = head.n, head.hash.encode(), None

    def _entries(self, upto: int) -> list[Seal]:
        """Walk the entries up to `upto`, and answer the seals among them."""
        heads, seals = self._heads(upto), list[Seal]()
        stretch = {
            "chain": self.chain,
            "first": self.n // TILE,
            "last": (upto - 1) // TILE,
            "after": self.n,
            "upto": upto,
        }
        for row in copy_out(TILES, stretch):
            seals += self._tile(row, heads, min((self.n // TILE + 1) * TILE, upto))
        return seals

    def _tile(self, row: bytes, heads: Mapping[int, list[Head]], upto: int) -> Iterator[Seal]:
        """Walk up to 256 entries at once, which is twice as fast as one by one."""
        joined, prevs, hashes, count, seals = row[:-1].split(b"\t")
        texts = joined.split(b"\\n")
        digests = [sha256(ENTRY_TAG + text).digest() for text in texts]
        whole = b"".join(digests).hex().encode() == hashes
        complete = int(count) == len(texts) == upto - self.n
        if not (whole and complete and prevs == self.last + hashes[:-64]):
            raise Broken(self._first_fault(texts if int(count) else [], prevs, hashes))
        numbers = range(self.n + 1, upto + 1)
        if len(texts) == TILE and heads.keys().isdisjoint(numbers):
            self.tree.add(merkle.root(digests), TILE.bit_length() - 1)
        else:
            for n, digest in zip(numbers, digests, strict=True):
                self.tree.push(digest)
                self._check_heads(heads.get(n, ()), digest.hex())
        for n in map(int, filter(None, seals.split(b","))):
            seal = read_seal(self.chain, n, texts[n - self.n - 1], self.next_leaf)
            self.next_leaf = seal.last + 1
            yield seal
        self.n, self.last = upto, hashes[-64:]
        self.report.entries += len(texts)

    def _first_fault(self, texts: list[bytes], prevs: bytes, hashes: bytes) -> str:
        """The sentence for the first of these entries that does not hold."""
        last = self.last
        for place, text in enumerate(texts):
            n, whose = self.n + 1 + place, f"entry {self.n + 1 + place} of chain {self.chain}"
            prev, hash_ = (column[64 * place : 64 * place + 64] for column in (prevs, hashes))
            try:
                found = json.loads(text)["n"]
            except (ValueError, KeyError, TypeError):
                return f"{whose} cannot be read"
            if found != n:
                return f"{whose} is not in its place: {found} stands there"
            if sha256(ENTRY_TAG + text).hexdigest() != hash_.decode():
                return f"{whose} was changed: it does not have the hash that stands beside it"
            if prev != last:
                return f"{whose} does not follow on entry {n - 1}: one of them was changed"
            last = hash_
        return f"entry {self.n + len(texts) + 1} of chain {self.chain} is missing"

    def _heads(self, upto: int) -> Mapping[int, list[Head]]:
        """The heads, ours and others', over the entries after this one and up to `upto`."""
        ours = proofs.heads_of(self.chain, n__gt=self.n, n__lte=upto)
        heads: dict[int, list[Head]] = {}
        for head in [*ours, *(witness for witness in self.witnesses if self.n < witness.n <= upto)]:
            check_signature(head, self.trusted)
            heads.setdefault(head.n, []).append(head)
        return heads

    def _check_heads(self, heads: Iterable[Head], hash_: str) -> None:
        for head in heads:
            if (head.root, head.hash) != (self.tree.root().hex(), hash_):
                raise Broken(forked(head))
            self.report.heads += 1


def check_signature(head: Head, trusted: Mapping[str, bytes]) -> None:
    """Raises `Broken` unless one of the trusted keys signed the head."""
    if not head.is_signed_by(trusted):
        raise Broken(f"the head of chain {head.chain} at entry {head.n} is not signed by a key of the key folder")


def forked(head: Head) -> str:
    """The sentence for a chain that is not the one a head was signed over."""
    return f"chain {head.chain} is not the one that was signed at entry {head.n} ({head.time}): it was rewritten"
