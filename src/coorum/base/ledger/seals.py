"""The seals of a chain and the leaves under them (docs/evidence.md, section 4)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from coorum.base.ledger import merkle
from coorum.base.ledger.reports import Broken
from coorum.base.ledger.texts import LEAF_TAG, LEAF_TEXT, copy_out

SEALED = "ledger.access.sealed"


@dataclass(frozen=True)
class Seal:
    """What an entry of kind ledger.access.sealed says: leaves `first` to `last`, and the root over them in hex."""

    n: int
    first: int
    last: int
    root: str


def read_seal(chain: UUID, n: int, text: str | bytes, first: int | None) -> Seal:
    """The seal in the text of entry `n`, which must go on with leaf `first`. Raises `Broken`."""
    try:
        refs = json.loads(text)["refs"]
        seal = Seal(n, int(refs["first"]), int(refs["last"]), refs["root"])
    except (ValueError, KeyError) as error:
        raise Broken(f"entry {n} of chain {chain} is no seal that can be read") from error
    if first not in {None, seal.first} or seal.last < seal.first:
        raise Broken(f"the seal in entry {n} of chain {chain} does not go on where the one before ended")
    return seal


def check_leaves(chain: UUID, seals: Sequence[Seal]) -> int:
    """Check the leaves of successive seals, and answer how many they are. Raises `Broken`."""
    if not seals:
        return 0
    sql = f"""SELECT {LEAF_TEXT}, number, coalesce(seal, 0), encode(hash, 'hex') FROM ledger_leaf
              WHERE site_id = %s AND number BETWEEN %s AND %s ORDER BY number"""  # noqa: S608
    rows = copy_out(sql, [chain, seals[0].first, seals[-1].last])
    for seal in seals:
        digests = []
        for number in range(seal.first, seal.last + 1):
            text, *beside = next(rows, b"\n")[:-1].split(b"\t")
            digest = sha256(LEAF_TAG + text)
            if beside != [b"%d" % number, b"%d" % seal.n, digest.hexdigest().encode()]:
                raise Broken(f"leaf {number} of chain {chain}, sealed by entry {seal.n}, is missing or was changed")
            digests.append(digest.digest())
        if merkle.root(digests).hex() != seal.root:
            raise Broken(
                f"leaves {seal.first} to {seal.last} of chain {chain} are not those that entry {seal.n} sealed"
            )
    return seals[-1].last - seals[0].first + 1
