"""Signed heads: what makes a cut or rewritten chain visible to whoever kept an older head.

Signing never starts from the entries as they stand: it checks the newest head's signature, takes the tree that head
signed, and adds what follows. A chain that does not begin with what was signed gets no further signature.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection

from coorum.base import keys
from coorum.base.ledger import merkle
from coorum.base.ledger.canonical import canonical
from coorum.base.ledger.models import Key

FORMAT = "coorum-ledger-heads-1"
TAG = b"coorum ledger head 1\n"
#: Complete nodes from this level on are kept (ledger_node): one for each 256 entries, and their parents.
KEPT_LEVEL = 8
#: One call signs up to this many new entries of a chain; what is more waits for the next minute.
CHAINS, ENTRIES = 25, 50_000


class HeadsRefused(RuntimeError):  # noqa: N818  says what happened
    """Chains that do not extend their newest signed head, so that nothing more was signed on them. All others were."""


@dataclass(frozen=True)
class Head:
    """The state of a chain at entry `n`: the root of its tree and the hash of that entry; bytes in hex."""

    chain: UUID
    n: int
    root: str
    hash: str
    time: str
    key: str
    signature: str = ""

    def signed_text(self) -> bytes:
        """The bytes under the signature."""
        parts = {name: value for name, value in self.as_json().items() if name != "signature"}
        return TAG + canonical(parts)

    def as_json(self) -> dict[str, Any]:
        """The published form."""
        return {**self.__dict__, "chain": str(self.chain)}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> "Head":
        """Read the published form. ValueError (or TypeError, KeyError) where it is not one."""
        head = cls(**{**given, "chain": UUID(given["chain"])})
        if not isinstance(head.n, int) or any(
            not isinstance(part, str) for part in (head.root, head.hash, head.time, head.key, head.signature)
        ):
            raise ValueError("not a head")
        return head

    def is_signed_by(self, public_keys: Mapping[str, bytes]) -> bool:
        """Whether one of these keys made the signature, and is the one the head names."""
        public = public_keys.get(self.key)
        if public is None or keys.key_id(public) != self.key:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(self.signature), self.signed_text())
        except (InvalidSignature, ValueError):
            return False
        return True


def time_text(at: datetime) -> str:
    """A moment as the ledger writes it: UTC, microseconds, Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def head_of_row(site_id: UUID, n: int, root: bytes, hash_: bytes, at: datetime, key: str, signature: bytes) -> Head:
    """A head from the columns of ledger_head."""
    return Head(site_id, n, bytes(root).hex(), bytes(hash_).hex(), time_text(at), key, signature=bytes(signature).hex())


def heads_published(site: UUID | None = None) -> dict[str, Any]:
    """What is published: the newest head of one chain, or of every chain, and all keys that ever signed. No scope needed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_newest_heads(%s)", [site])
        heads = [head_of_row(*row) for row in cursor.fetchall()]
    return {"format": FORMAT, "heads": [head.as_json() for head in heads], "keys": key_history()}


def key_history() -> list[dict[str, str]]:
    """The public keys that ever signed a head, oldest first, bytes in hex."""
    return [
        {"id": key.id, "public": bytes(key.public).hex(), "since": time_text(key.since)}
        for key in Key.objects.order_by("since", "id")
    ]


def sign_heads(*, pause: timedelta = timedelta(seconds=50)) -> int:
    """Sign a head for each chain that has grown, unless its newest is younger than `pause`; answers how many were signed.

    One statement when there is nothing to do. The worker calls it every minute, outside a transaction; ten seconds of
    slack keep a tick that comes a little early from being lost. Raises `HeadsRefused` after having signed what it could,
    ImproperlyConfigured where there is no key.
    """
    signed, refused = 0, []
    after: UUID | None = None
    while growths := _unsigned(after, pause):
        signer, trusted = keys.signing_key(), keys.public_keys()
        taken = []
        for growth in growths:
            if trouble := growth.trouble(trusted):
                refused.append(f"chain {growth.chain}: {trouble}")
            else:
                taken.append(growth.next_head(signer))
        signed += _take_in(signer, taken)
        after = growths[-1].chain
    if refused:
        raise HeadsRefused("; ".join(refused))
    return signed


@dataclass(frozen=True)
class _Growth:
    """A chain that has grown: its newest head, the frontier under it, the hashes that follow and what they follow on."""

    chain: UUID
    now: datetime
    peaks: list[bytes] | None
    prev: bytes | None
    hashes: list[bytes] | None
    head: Head | None

    def trouble(self, trusted: Mapping[str, bytes]) -> str:
        """Why nothing can be signed on top of what there is, or nothing."""
        if not self.hashes:
            return "it is shorter than its newest signed head"
        if self.head is None:
            return "its newest signed head is gone" if self.peaks else ""
        if not self.head.is_signed_by(trusted):
            return f"its newest head (entry {self.head.n}) is not signed by a key of the key folder"
        if self.frontier().root().hex() != self.head.root:
            return "its frontier is not the tree that its newest head signed"
        if self.prev is None or self.prev.hex() != self.head.hash:
            return f"entry {self.head.n + 1} does not follow on the entry that its newest head signed"
        return ""

    def frontier(self) -> merkle.Frontier:
        return merkle.Frontier(self.head.n if self.head else 0, list(self.peaks or []))

    def next_head(self, signer: keys.SigningKey) -> dict[str, Any]:
        """The signed head as ledger_sign takes it, with the frontier and the complete nodes it closed."""
        frontier, closed = self.frontier(), list[tuple[int, int, bytes]]()
        for data in self.hashes or []:
            frontier.push(data, closed)
        last = (self.hashes or [])[-1]
        head = Head(self.chain, frontier.size, frontier.root().hex(), last.hex(), time_text(self.now), signer.id)
        return {
            "site": str(head.chain),
            "n": head.n,
            "root": head.root,
            "hash": head.hash,
            "at": head.time,
            "signature": signer.sign(head.signed_text()).hex(),
            "peaks": [peak.hex() for peak in frontier.peaks],
            "nodes": [[level, index, node.hex()] for level, index, node in closed if level >= KEPT_LEVEL],
        }


def _unsigned(after: UUID | None, pause: timedelta) -> list[_Growth]:
    with connection.cursor() as cursor:
        values: list[Any] = [after, pause, CHAINS, ENTRIES]
        cursor.execute("SELECT * FROM ledger_unsigned(%s, %s, %s, %s)", values)
        return [
            _Growth(chain, now, peaks, prev, hashes, None if head[0] is None else head_of_row(chain, *head))
            for chain, now, peaks, prev, hashes, *head in cursor.fetchall()
        ]


def _take_in(signer: keys.SigningKey, heads: list[dict[str, Any]]) -> int:
    if not heads:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_sign(%s, %s, %s::jsonb)", [signer.id, signer.public, json.dumps(heads)])
        return int(cursor.fetchone()[0])
