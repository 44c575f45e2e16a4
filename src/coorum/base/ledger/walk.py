"""One way along a chain: its entries, the leaves of its seals, the heads over them (docs/evidence.md, section 6)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

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


@dataclass
class Tree:
    """The tree over the entries so far. It grows by tiles of 256, which is twice as fast as leaf by leaf."""

    frontier: merkle.Frontier = field(default_factory=merkle.Frontier)
    tile: list[bytes] = field(default_factory=list)

    def push(self, digest: bytes) -> None:
        """Add the hash of an entry."""
        if self.frontier.size % TILE:
            self.frontier.push(digest)
            return
        self.tile.append(digest)
        if len(self.tile) == TILE:
            self.frontier.add(merkle.root(self.tile), TILE.bit_length() - 1)
            self.tile = []

    def root(self) -> bytes:
        """The root as it stands."""
        if not self.tile:
            return self.frontier.root()
        top = merkle.root(self.tile)
        for peak in reversed(self.frontier.peaks):
            top = merkle.join(peak, top)
        return top


class Walk:
    """Where verifying stands: after entry `n`, whose hash in hex is `last`."""

    def __init__(self, report: Report, witnesses: Iterable[Head]) -> None:
        self.report, self.chain, self.witnesses = report, report.chain, list(witnesses)
        self.trusted = keys.public_keys()
        self.n, self.last, self.tree = 0, b"0" * 64, Tree()
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
        self.tree = Tree(merkle.frontier_of(head.n, node))
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
        n, last, push = self.n, self.last, self.tree.push
        sql = f"""SELECT {ENTRY_TEXT} || encode(prev, 'hex') || encode(hash, 'hex') FROM ledger_entry
                  WHERE site_id = %s AND n > %s AND n <= %s ORDER BY n"""  # noqa: S608
        for row in copy_out(sql, [self.chain, n, upto]):
            n += 1
            text, prev, hash_ = row[:-129], row[-129:-65], row[-65:-1]
            digest = sha256(ENTRY_TAG + text)
            whole = digest.hexdigest().encode() == hash_
            if not whole or prev != last or b',"n":%d,' % n not in text:
                raise Broken(self._what_is_wrong(n, text, whole=whole))
            last = hash_
            push(digest.digest())
            if n in heads:
                self._check_heads(heads[n], last.decode())
            if SEALED in text:
                seals.append(read_seal(self.chain, n, text, self.next_leaf))
                self.next_leaf = seals[-1].last + 1
        if n != upto:
            raise Broken(f"entry {n + 1} of chain {self.chain} is missing")
        self.report.entries += n - self.n
        self.n, self.last = n, last
        return seals

    def _what_is_wrong(self, n: int, text: bytes, *, whole: bool) -> str:
        try:
            found = json.loads(text)["n"]
        except (ValueError, KeyError, TypeError):
            return f"entry {n} of chain {self.chain} cannot be read"
        if found != n:
            return f"entry {n} of chain {self.chain} is not in its place: {found} stands there"
        if not whole:
            return f"entry {n} of chain {self.chain} was changed: it does not have the hash that stands beside it"
        return f"entry {n} of chain {self.chain} does not follow on entry {n - 1}: one of them was changed"

    def _heads(self, upto: int) -> Mapping[int, list[Head]]:
        """The heads, ours and others', over the entries after this one and up to `upto`."""
        ours = proofs.heads_of(self.chain, n__gt=self.n, n__lte=upto)
        heads: dict[int, list[Head]] = {}
        for head in [*ours, *(witness for witness in self.witnesses if self.n < witness.n <= upto)]:
            check_signature(head, self.trusted)
            heads.setdefault(head.n, []).append(head)
        return heads

    def _check_heads(self, heads: list[Head], hash_: str) -> None:
        root = self.tree.root().hex()
        for head in heads:
            if (head.root, head.hash) != (root, hash_):
                raise Broken(forked(head))
            self.report.heads += 1


def check_signature(head: Head, trusted: Mapping[str, bytes]) -> None:
    """Raises `Broken` unless one of the trusted keys signed the head."""
    if not head.is_signed_by(trusted):
        raise Broken(f"the head of chain {head.chain} at entry {head.n} is not signed by a key of the key folder")


def forked(head: Head) -> str:
    """The sentence for a chain that is not the one a head was signed over."""
    return f"chain {head.chain} is not the one that was signed at entry {head.n} ({head.time}): it was rewritten"
