"""What an archive holds, by its own word, under a signature of the service that made it."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from coorum.launch.trouble import Trouble

FORMAT = 1
TAG = b"coorum backup manifest 1\n"


@dataclass
class Part:
    """A part of an archive: how many rows or files, how many bytes before packing, and the SHA-256 of them all in hex."""

    count: int = 0
    bytes: int = 0
    sha256: str = ""


@dataclass
class Manifest:
    """`kind` is `data` or `keys`; `columns` says in which order a table's values come,
    `port` on which port of a development machine its sites were found."""

    id: str
    kind: str
    made_at: str
    server: str = ""
    migrations: list[list[str]] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    tables: dict[str, Part] = field(default_factory=dict)
    files: Part = field(default_factory=Part)
    heads: dict[str, Any] = field(default_factory=dict)
    field_keys: list[str] = field(default_factory=list)
    port: int | None = None
    key: str = ""
    format: int = FORMAT

    def text(self) -> bytes:
        """The bytes under the signature."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"

    @property
    def rows(self) -> int:
        return sum(part.count for part in self.tables.values())


def read(text: bytes) -> Manifest:
    """The manifest of that text. `Trouble` where it is none we can read."""
    try:
        given = json.loads(text)
        if given["format"] != FORMAT:
            raise Trouble("This backup was made by a newer version of coorum: restore it with that one.")
        given["tables"] = {name: Part(**part) for name, part in given["tables"].items()}
        given["files"] = Part(**given["files"])
        return Manifest(**given)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Trouble("The backup holds no list of its contents.") from None


def ensure_signed(manifest: Manifest, text: bytes, signature: bytes, trusted: dict[str, bytes]) -> None:
    """`Trouble` unless one of these keys, by id, signed it."""
    public = trusted.get(manifest.key)
    if public is None:
        raise Trouble(f"The backup is signed with the key {manifest.key}, which is not among the keys given.")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, TAG + text)
    except InvalidSignature:
        raise Trouble(
            "The signature of the backup is not the service's: somebody else made it, or changed it."
        ) from None
