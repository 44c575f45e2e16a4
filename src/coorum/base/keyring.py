"""Changing the key folder while others read it: each file is replaced whole, and one hand at a time changes it.

Every ciphertext and every signature names its key, so a new key can take over at any moment; running processes read the
files anew each time they need a key. What is changed here is on disk when the function returns.
"""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import ImproperlyConfigured

from coorum.base import clock, keys
from coorum.base.keys import FieldKeys, SigningKey


class StillNeeded(RuntimeError):  # noqa: N818  says what is the matter
    """The key may not go yet. The message is a sentence."""


def add_field_key() -> str:
    """A new key in the ring, which seals nothing yet; its name. Where one waits already, that one."""
    with _changing("COORUM_FIELD_KEYS", "fields.json") as folder:
        ring, given = keys.field_keys(), _read(folder)
        if waiting := waiting_key(ring, given):
            return waiting
        name = f"k{1 + max(int(name[1:]) for name in [*ring.keys, 'k0'] if name[1:].isdecimal())}"
        given["keys"][name] = base64.b64encode(secrets.token_bytes(32)).decode()
        given.setdefault("since", {})[name] = None
        _replace(folder / "fields.json", json.dumps(given, indent=1).encode() + b"\n")
        return name


def seal_with(name: str) -> None:
    """From now on this key of the ring seals; the others go on opening."""
    with _changing("COORUM_FIELD_KEYS", "fields.json") as folder:
        given = _read(folder)
        if given["current"] != name:
            given["current"] = name
            given.setdefault("since", {})[name] = clock.now().isoformat()
            _replace(folder / "fields.json", json.dumps(given, indent=1).encode() + b"\n")


def sealing_since() -> datetime | None:
    """When the current key took over; None where it was always there."""
    since = _read(keys.key_folder()).get("since", {}).get(keys.field_keys().current)
    return datetime.fromisoformat(since) if since else None


def destroy_field_key(name: str) -> None:
    """Take a key out of the ring: nothing under it can be opened any more. `StillNeeded` for the one that seals."""
    with _changing("COORUM_FIELD_KEYS", "fields.json") as folder:
        given = _read(folder)
        if given["current"] == name:
            raise StillNeeded(f"{name} is the key that seals: let another take over first, with “keys rotate”.")
        given["keys"].pop(name, None)
        given.get("since", {}).pop(name, None)
        _replace(folder / "fields.json", json.dumps(given, indent=1).encode() + b"\n")


def rotate_signing_key() -> SigningKey:
    """A new key signs from now on; the public half of the old one stays, so that what it signed can be checked for ever."""
    with _changing("COORUM_SIGNING_KEY", "signing.pem") as folder:
        old = keys.signing_key()
        (folder / "retired").mkdir(mode=0o700, exist_ok=True)
        public = old.private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        _replace(folder / "retired" / f"{old.id}.pem", public)  # first: a death in between loses nothing
        pem = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        _replace(folder / "signing.pem", pem)
    return keys.signing_key()


def waiting_key(ring: FieldKeys, given: dict[str, Any] | None = None) -> str:
    """The key that was added and never took over, or nothing."""
    since = (given or _read(keys.key_folder())).get("since", {})
    return next((name for name in ring.keys if name in since and since[name] is None), "")


@contextmanager
def _changing(variable: str, name: str) -> Iterator[Path]:
    if os.environ.get(variable):
        raise ImproperlyConfigured(f"{variable} holds this key: change it where that is set, then “keys reseal”.")
    folder = keys.key_folder()
    if not (folder / name).exists():
        raise ImproperlyConfigured(f"There is no {name} in {folder}.")
    with (folder / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def _read(folder: Path) -> dict[str, Any]:
    path = folder / "fields.json"
    return dict(json.loads(path.read_bytes())) if path.exists() else {}


def _replace(path: Path, content: bytes) -> None:
    """The file is the old one or the new one at every moment, for its owner only."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        os.fsync(file.fileno())
    if path.exists():
        facts = path.stat()
        os.chown(draft, facts.st_uid, facts.st_gid)
    draft.rename(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
