"""One way along a chain: its entries, the leaves of its seals, the heads over them (docs/evidence.md, section 6)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice

from django.db import connection

from coorum.base import keys
from coorum.base.ledger import merkle, proofs
from coorum.base.ledger.heads import Head
from coorum.base.ledger.reports import Broken, Report
from coorum.base.ledger.seals import SEALED, Seal, check_leaves, read_seal
from coorum.base.ledger.texts import ENTRY_TAG, ENTRY_TEXT, copy_out

#: Entries read at a time, and entries under one complete node of the walk's tree.
WINDOW, TILE = 65_536, 256


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
    """Where verifying stands: after entry `n`, whose hash in hex is `last`."""

    def __init__(self, report: Report, witnesses: Iterable[Head]) -> None:
        self.report, self.chain, self.witnesses = report, report.chain, list(witnesses)
        self.trusted = keys.public_keys()
        self.n, self.last, self.tree = 0, b"0" * 64, merkle.Frontier()
        self.next_leaf: int | None = 1

    def run(self, since: int | datetime | None) -> None:
        """From the start, or from the newest head before `since`, to the end. Raises `Broken` or `NotProvable`."""
        record = self._record()
        if since is not None:
            self._start_from(since)
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
        node = proofs.tree_of(self.chain)
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
        sql = f"""SELECT {ENTRY_TEXT} || encode(prev, 'hex') || encode(hash, 'hex') || lpad(n::text, 16, '0')
                      || CASE WHEN kind = '{SEALED}' THEN 'S' ELSE '-' END
                  FROM ledger_entry WHERE site_id = %s AND n > %s ORDER BY n LIMIT %s"""  # noqa: S608
        rows = copy_out(sql, [self.chain, self.n, upto - self.n])
        while tile := list(islice(rows, TILE - self.n % TILE)):
            seals += self._tile(tile, heads)
        if self.n != upto:
            raise Broken(f"entry {self.n + 1} of chain {self.chain} is missing")
        return seals

    def _tile(self, rows: list[bytes], heads: Mapping[int, list[Head]]) -> Iterator[Seal]:
        """Walk up to 256 entries at once, which is twice as fast as one by one.

        A row is the text, prev and hash in hex (64 digits each), the number (16 digits), a mark (S for a seal), a line feed.
        """
        numbers = range(self.n + 1, self.n + 1 + len(rows))
        digests = [sha256(ENTRY_TAG + row[:-146]).digest() for row in rows]
        hashes = b"".join([row[-82:-18] for row in rows])
        whole = b"".join(digests).hex().encode() == hashes
        follow = b"".join([row[-146:-82] for row in rows]) == self.last + hashes[:-64]
        in_place = [row[-18:-2] for row in rows] == [b"%016d" % n for n in numbers]
        if not (whole and follow and in_place):
            raise Broken(self._first_fault(rows))
        if len(rows) == TILE and heads.keys().isdisjoint(numbers):
            self.tree.add(merkle.root(digests), TILE.bit_length() - 1)
        else:
            for n, row, digest in zip(numbers, rows, digests, strict=True):
                self.tree.push(digest)
                self._check_heads(heads.get(n, ()), row[-82:-18].decode())
        self.n, self.last = numbers[-1], hashes[-64:]
        self.report.entries += len(rows)
        for row in rows:
            if row[-2:-1] == b"S":
                seal = read_seal(self.chain, int(row[-18:-2]), row[:-146], self.next_leaf)
                self.next_leaf = seal.last + 1
                yield seal

    def _first_fault(self, rows: list[bytes]) -> str:
        """The sentence for the first of these rows that does not hold."""
        last = self.last
        for n, row in enumerate(rows, self.n + 1):
            text, prev, hash_ = row[:-146], row[-146:-82], row[-82:-18]
            try:
                found = json.loads(text)["n"]
            except (ValueError, KeyError, TypeError):
                return f"entry {n} of chain {self.chain} cannot be read"
            if found != n:
                return f"entry {n} of chain {self.chain} is not in its place: {found} stands there"
            if sha256(ENTRY_TAG + text).hexdigest() != hash_.decode():
                return f"entry {n} of chain {self.chain} was changed: it does not have the hash that stands beside it"
            if prev != last:
                return f"entry {n} of chain {self.chain} does not follow on entry {n - 1}: one of them was changed"
            last = hash_
        return f"the entries of chain {self.chain} after {self.n} cannot be read"

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
