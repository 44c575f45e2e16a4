#!/usr/bin/env python3
"""Check an export of an evidence ledger, or a proof, offline. Needs nothing but Python 3.9 or newer.

    python verifier.py EXPORT-OR-PROOF [--heads HEADS.JSON ...]

Written from docs/evidence.md alone, and independent of the program that wrote the export. Exit code 0: it holds; 1: it is
broken, and the sentence says where; 2: it could not be checked. `--heads` takes copies of heads.json that were saved
earlier: only they show that the newest entries were cut off. This file says which keys signed; that they are the right
ones you must know from elsewhere, for instance from such a copy.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import sys
from pathlib import Path
from typing import Any

SEALED = "ledger.access.sealed"
EMPTY = hashlib.sha256(b"").digest()
Json = Any


class Broken(Exception):  # noqa: N818
    """The evidence does not hold."""


class NotChecked(Exception):  # noqa: N818
    """This is nothing that can be checked."""


# --- Texts and hashes (sections 1 to 3) ---


def canonical(value: object) -> bytes:
    """RFC 8785, for values without fractions."""
    if isinstance(value, dict):
        pairs = sorted(value.items(), key=lambda pair: pair[0].encode("utf-16-be"))
        return b"{" + b",".join(canonical(key) + b":" + canonical(item) for key, item in pairs) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    if isinstance(value, float):
        raise Broken("a number with a fraction stands where none may stand")
    return json.dumps(value, ensure_ascii=False).encode()


def tagged(tag: bytes, value: object) -> bytes:
    """The hash of a text under its tag."""
    return hashlib.sha256(tag + b"\n" + canonical(value)).digest()


def sha(*parts: bytes) -> bytes:
    """SHA-256 of the parts joined."""
    return hashlib.sha256(b"".join(parts)).digest()


# --- Trees (section 5) ---


class Tree:
    """An RFC 6962 tree that grows; `peaks` are the roots of its complete subtrees, largest first."""

    def __init__(self) -> None:
        self.size = 0
        self.peaks: list[bytes] = []

    def push(self, data: bytes) -> None:
        """Add the hash of an entry or leaf."""
        node, rest = sha(b"\0", data), self.size
        while rest & 1:
            node, rest = sha(b"\1", self.peaks.pop(), node), rest >> 1
        self.peaks.append(node)
        self.size += 1

    def root(self) -> str:
        """The root in hex."""
        top = self.peaks[-1] if self.peaks else EMPTY
        for peak in self.peaks[-2::-1]:
            top = sha(b"\1", peak, top)
        return top.hex()


def root_from_path(data: bytes, index: int, size: int, path: list[bytes]) -> str | None:
    """The root in hex that a path of inclusion leads to, or None (RFC 9162, 2.1.3.2)."""
    here, last, node = index, size - 1, sha(b"\0", data)
    for step in path:
        if last == 0:
            return None
        if here & 1 or here == last:
            node = sha(b"\1", step, node)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            node = sha(b"\1", node, step)
        here, last = here >> 1, last >> 1
    return node.hex() if last == 0 else None


# --- Ed25519 (RFC 8032, 5.1) ---

P = 2**255 - 19
Point = Any  # four integers
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
BASE_Y = 4 * pow(5, -1, P) % P


def recover_x(y: int, sign: int) -> int | None:
    """The x of a point, or None where there is no point."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def add(a: Point, b: Point) -> Point:
    """Sum of two points in extended coordinates."""
    left, right = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = right - left, d - c, d + c, right + left
    return e * f % P, g * h % P, f * g % P, e * h % P


def point(x: int, y: int) -> Point:
    """A point in extended coordinates."""
    return x, y, 1, x * y % P


BASE = point(recover_x(BASE_Y, 0) or 0, BASE_Y)


def decoded(data: bytes) -> Point | None:
    """The point of 32 bytes, or None."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    x = recover_x(y, sign) if y < P else None
    return None if x is None else point(x, y)


def encoded(a: Point) -> bytes:
    """The 32 bytes of a point."""
    inverse = pow(a[2], -1, P)
    x, y = a[0] * inverse % P, a[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether [S]B - [k]A is R."""
    a, s = decoded(public), int.from_bytes(signature[32:], "little")
    if a is None or len(signature) != 64 or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    minus_a = (P - a[0], a[1], 1, P - a[3])
    both, total = add(BASE, minus_a), (0, 1, 1, 0)
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        total = add(total, total)
        pick = (s >> bit & 1) | (k >> bit & 1) << 1
        if pick:
            total = add(total, (None, BASE, minus_a, both)[pick])
    return encoded(total) == signature[:32]


# --- Heads and keys (section 5) ---


def read_key(keys: dict[str, bytes], key: Json) -> None:
    """Take in a public key, which must be the one its name says."""
    public = bytes.fromhex(key["public"])
    if len(public) != 32 or sha(public).hex()[:32] != key["id"]:
        raise Broken(f"the key {key['id']} is not the key of that name")
    keys[key["id"]] = public


def check_signature(head: Json, keys: dict[str, bytes]) -> None:
    """Raise Broken unless the key that the head names signed it."""
    public = keys.get(head["key"])
    if public is None:
        raise Broken(f"the head at entry {head['n']} names the key {head['key']}, which is not given")
    text = canonical({name: value for name, value in head.items() if name != "signature"})
    if not is_signed(public, b"coorum ledger head 1\n" + text, bytes.fromhex(head["signature"])):
        raise Broken(f"the head at entry {head['n']} is not signed by the key {head['key']}")


def saved_heads(files: list[str], chain: str) -> dict[int, list[Json]]:
    """The heads of a chain in saved copies of heads.json, by entry."""
    found: dict[int, list[Json]] = {}
    for file in files:
        try:
            given = json.loads(Path(file).read_bytes())
            keys: dict[str, bytes] = {}
            if given["format"] != "coorum-ledger-heads-1":
                raise NotChecked(f"{file} is no copy of heads.json")
            for key in given["keys"]:
                read_key(keys, key)
            for head in given["heads"]:
                check_signature(head, keys)
                if head["chain"] == chain:
                    found.setdefault(head["n"], []).append(head)
        except (OSError, ValueError, KeyError, TypeError, Broken) as error:
            raise NotChecked(f"{file} cannot be used: {error}") from error
    return found


# --- Exports (sections 6 and 7) ---


class Export:
    """The lines of an export, checked as they come."""

    def __init__(self, first: Json, saved: dict[int, list[Json]]) -> None:
        self.chain, self.promised, self.saved = first["chain"], (first["entries"], first["leaves"]), saved
        self.n, self.last, self.tree = 0, "0" * 64, Tree()
        self.leaves, self.under_seal = 0, Tree()
        self.seal: Json = None
        self.heads, self.openings = 0, 0
        self.keys: dict[str, bytes] = {}
        self.signers: set[str] = set()

    def line(self, line: Json) -> None:
        """Check one line."""
        if "entry" in line:
            self.entry(line)
        elif "leaf" in line:
            self.leaf(line)
        elif "head" in line:
            self.head(line["head"])
        elif "key" in line:
            read_key(self.keys, line["key"])
        else:
            raise NotChecked(f"after entry {self.n} stands a line of no known kind")

    def entry(self, line: Json) -> None:
        """Rules 1 and 2 of section 6."""
        entry, n = line["entry"], self.n + 1
        self.seal_is_whole()
        if entry["site"] != self.chain or entry["n"] != n:
            raise Broken(f"entry {n} is not in its place: entry {entry['n']} of chain {entry['site']} stands there")
        digest = tagged(b"coorum ledger entry 1", entry)
        if digest.hex() != line["hash"]:
            raise Broken(f"entry {n} was changed: it does not have the hash that stands beside it")
        if entry["prev"] != self.last:
            raise Broken(f"entry {n} does not follow on entry {n - 1}")
        self.n, self.last = n, digest.hex()
        self.tree.push(digest)
        self.opening(line, entry, f"entry {n}")
        for head in self.saved.get(n, ()):
            self.compare(head)
        if entry["kind"] == SEALED:
            self.seal, self.under_seal = entry["refs"], Tree()
            if int(self.seal["first"]) != self.leaves + 1 or int(self.seal["last"]) <= self.leaves:
                raise Broken(f"the seal in entry {n} does not go on where the one before ended")

    def leaf(self, line: Json) -> None:
        """Rule 3."""
        leaf, number = line["leaf"], self.leaves + 1
        if self.seal is None or line["number"] != number or leaf["site"] != self.chain:
            raise Broken(f"leaf {line['number']} after entry {self.n} is not in its place")
        digest = tagged(b"coorum ledger leaf 1", leaf)
        if digest.hex() != line["hash"]:
            raise Broken(f"leaf {number}, sealed by entry {self.n}, was changed")
        self.leaves = number
        self.under_seal.push(digest)
        self.opening(line, leaf, f"leaf {number}")
        if number == int(self.seal["last"]):
            if self.under_seal.root() != self.seal["root"]:
                raise Broken(f"the leaves {self.seal['first']} to {number} are not those that entry {self.n} sealed")
            self.seal = None

    def seal_is_whole(self) -> None:
        """No leaf of the last seal is missing."""
        if self.seal is not None:
            raise Broken(f"leaf {self.leaves + 1}, sealed by entry {self.n}, is missing")

    def head(self, head: Json) -> None:
        """Rule 4."""
        self.seal_is_whole()
        check_signature(head, self.keys)
        if head["n"] != self.n:
            raise Broken(f"the head at entry {head['n']} stands behind entry {self.n}")
        self.compare(head)
        self.signers.add(head["key"])

    def compare(self, head: Json) -> None:
        """The head was signed over this chain."""
        if (head["chain"], head["root"], head["hash"]) != (self.chain, self.tree.root(), self.last):
            raise Broken(f"this is not the chain that was signed at entry {head['n']} on {head['time']}")
        self.heads += 1

    def opening(self, line: Json, owner: Json, words: str) -> None:
        """Rule 5."""
        if "opening" in line:
            salt, payload = bytes.fromhex(line["opening"]["salt"]), line["opening"]["payload"]
            if owner["commit"] != hmac.new(salt, canonical(payload), "sha256").hexdigest():
                raise Broken(f"the payload of {words} is not the one that was committed to")
            self.openings += 1

    def end(self) -> str:
        """Nothing is missing at the end: by the export's own count, and by heads that others kept (rule 6)."""
        self.seal_is_whole()
        later = [n for n in self.saved if n > self.n]
        if later:
            raise Broken(
                f"the chain ends with entry {self.n}, and a head that was kept covers {max(later)}: it was cut"
            )
        if (self.n, self.leaves) != self.promised:
            raise Broken(f"the export ends with entry {self.n} and leaf {self.leaves}, and announced {self.promised}")
        return (
            f"chain {self.chain} holds: {self.n} entries, {self.leaves} leaves, {self.heads} heads, "
            f"{self.openings} payloads. Signed by: {', '.join(sorted(self.signers)) or 'nobody yet'}"
        )


def check_proof(proof: Json) -> str:
    """An entry under a head."""
    entry, head = proof["entry"], proof["head"]
    keys: dict[str, bytes] = {}
    for key in proof["keys"]:
        read_key(keys, key)
    check_signature(head, keys)
    digest = tagged(b"coorum ledger entry 1", entry)
    path = [bytes.fromhex(step) for step in proof["path"]]
    if digest.hex() != proof["hash"] or entry["site"] != head["chain"] or not 1 <= entry["n"] <= head["n"]:
        raise Broken("the proof is not of the entry it names")
    if root_from_path(digest, entry["n"] - 1, head["n"], path) != head["root"]:
        raise Broken(f"entry {entry['n']} is not under the head at entry {head['n']}")
    return f"entry {entry['n']} of chain {entry['site']} is under the head of {head['time']}, signed by {head['key']}"


def check(path: str, heads: list[str]) -> str:
    """Check a file and answer the sentence that says so."""
    with Path(path).open(encoding="utf-8") as file:
        first = json.loads(file.readline() or "null")
        kind = first.get("format") if isinstance(first, dict) else None
        if kind == "coorum-ledger-proof-1":
            return check_proof(first)
        if kind != "coorum-ledger-export-1":
            raise NotChecked(f"{path} is neither an export nor a proof")
        export = Export(first, saved_heads(heads, first["chain"]))
        for line in file:
            try:
                export.line(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise Broken(f"after entry {export.n} and leaf {export.leaves} stands what cannot be read") from error
        return export.end()


def main(arguments: list[str] | None = None) -> int:
    """The command; answers its exit code."""
    parser = argparse.ArgumentParser(description="Check an export of an evidence ledger, or a proof, offline.")
    parser.add_argument("file", help="an export or a proof")
    parser.add_argument("--heads", nargs="+", default=[], metavar="FILE", help="saved copies of heads.json")
    given = parser.parse_args(arguments)
    try:
        print(check(given.file, given.heads))
    except Broken as error:
        print(f"broken: {error}", file=sys.stderr)
        return 1
    except (NotChecked, OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        print(f"not checked: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
