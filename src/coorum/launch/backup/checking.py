"""Reading an archive from end to end, and believing nothing before."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from coorum.launch.backup import archive, manifest
from coorum.launch.backup.lock import Lock
from coorum.launch.backup.manifest import Manifest, Part
from coorum.launch.trouble import Trouble

NAME = re.compile(r"(rows/[a-z0-9_]+/\d{6}|(files|keys)(/[A-Za-z0-9_][A-Za-z0-9._-]*)+|manifest\.(json|sig))")


@dataclass
class Found:
    """What was really in an archive."""

    tables: dict[str, Part] = field(default_factory=lambda: defaultdict(Part))
    files: Part = field(default_factory=Part)
    text: bytes = b""
    signature: bytes = b""


def check(path: Path, lock: Lock, kind: str, trusted: dict[str, bytes] | None = None) -> Manifest:
    """The manifest of a whole archive of that kind. `Trouble` where anything is missing, changed or too much.

    `trusted` are public keys by id, one of which must have signed it; None where the caller has just signed it itself.
    """
    found = _read(path, lock)
    listed = manifest.read(found.text)
    if trusted is not None:
        manifest.ensure_signed(listed, found.text, found.signature, trusted)
    if listed.kind != kind:
        raise Trouble(f"{path.name} holds {listed.kind}, and {kind} are wanted.")
    for name in sorted({*listed.tables, *found.tables}):
        if listed.tables.get(name) != found.tables.get(name):
            raise Trouble(f"The rows of {name} are not those that were saved: the backup cannot be used.")
    if listed.files != found.files:
        raise Trouble("The files are not those that were saved: the backup cannot be used.")
    return listed


def ensure_safe(name: str) -> None:
    """`Trouble` for a name that might lead out of the folder."""
    if not NAME.fullmatch(name):
        raise Trouble(f"The backup holds something that does not belong there: {name!r}.")


def note_file(part: Part, name: str, digest: str, size: int) -> None:
    """Count one file in: the part's hash is over the lines of all its files."""
    part.count, part.bytes = part.count + 1, part.bytes + size
    part.sha256 = sha256(f"{part.sha256} {name} {digest} {size}".encode()).hexdigest()


def _read(path: Path, lock: Lock) -> Found:
    found, digests = Found(), defaultdict[str, Any](sha256)
    with closing(archive.parts(path, lock)) as parts:
        for name, content in parts:
            ensure_safe(name)
            match name.split("/"):
                case ["rows", table, _]:
                    rows = archive.unpacked(content)
                    digests[table].update(rows)
                    found.tables[table].count += rows.count(b"\n")
                    found.tables[table].bytes += len(rows)
                case ["manifest.json"]:
                    found.text = content.read()
                case ["manifest.sig"]:
                    found.signature = content.read()
                case _:
                    note_file(found.files, name, *_digest(content))
    for table, part in found.tables.items():
        part.sha256 = digests[table].hexdigest()
    return found


def _digest(content: BinaryIO) -> tuple[str, int]:
    digest, size = sha256(), 0
    for block in blocks_of(content):
        digest.update(block)
        size += len(block)
    return digest.hexdigest(), size


def blocks_of(content: BinaryIO) -> Iterator[bytes]:
    while block := content.read(1 << 20):
        yield block
