"""The key folder: what the service signs and encrypts with. Nothing here is ever in the database.

    signing.pem     the Ed25519 key that signs ledger heads and receipts (PKCS 8, no passphrase)
    retired/*.pem   public keys that signed before, so that old signatures stay checkable
    fields.json     {"current": "k1", "keys": {"k1": "<base64, 32 bytes>", …}}, the ring for encrypted fields
    django.secret   Django's secret key: signs cookies and links that expire

`COORUM_SIGNING_KEY` and `COORUM_FIELD_KEYS` may hold the text of the two secret files instead. Every signature and every
ciphertext names its key, so a key is changed by adding one and pointing to it.
"""

import base64
import binascii
import json
import os
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class SigningKey:
    """An Ed25519 key pair (RFC 8032). `id` is `key_id(public)`, `public` the raw 32 bytes."""

    id: str
    public: bytes
    private: Ed25519PrivateKey

    def sign(self, message: bytes) -> bytes:
        """The signature, 64 bytes."""
        return self.private.sign(message)


@dataclass(frozen=True)
class FieldKeys:
    """The ring of AES-256 keys by id, and the id of the one that seals."""

    current: str
    keys: dict[str, bytes]


def key_id(public: bytes) -> str:
    """The name of a public key: the first 16 bytes of its SHA-256, in hex. Nobody can give another key the same name."""
    return sha256(public).hexdigest()[:32]


def signing_key(folder: Path | None = None) -> SigningKey:
    """The key that signs now, or that signs in a folder. Raises ImproperlyConfigured in one sentence."""
    pem = (folder / "signing.pem").read_bytes() if folder else _secret("COORUM_SIGNING_KEY", "signing.pem")
    try:
        private = serialization.load_pem_private_key(pem, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ImproperlyConfigured("signing.pem holds no private key in PEM without a passphrase.") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise ImproperlyConfigured("signing.pem holds a key that is not Ed25519.")
    public = private.public_key().public_bytes_raw()
    return SigningKey(key_id(public), public, private)


def public_keys(folder: Path | None = None) -> dict[str, bytes]:
    """All keys we sign or signed with, or those of a folder, by id, raw. Raises ImproperlyConfigured."""
    ours = signing_key(folder)
    retired = [_public(path) for path in sorted((folder or key_folder()).glob("retired/*.pem"))]
    return {ours.id: ours.public, **{key_id(public): public for public in retired}}


def field_keys(folder: Path | None = None) -> FieldKeys:
    """The ring for encrypted fields, or that of a folder. Raises ImproperlyConfigured in one sentence."""
    return _ring((folder / "fields.json").read_bytes() if folder else _secret("COORUM_FIELD_KEYS", "fields.json"))


def secret_files() -> dict[str, bytes]:
    """What a backup of the keys holds: the files of the key folder by name, or what stands in their place."""
    variables = {"signing.pem": "COORUM_SIGNING_KEY", "fields.json": "COORUM_FIELD_KEYS"}
    found = {name: _secret(variable, name) for name, variable in variables.items()}
    retired = {f"retired/{path.name}": path.read_bytes() for path in sorted(key_folder().glob("retired/*.pem"))}
    return {**found, "django.secret": settings.SECRET_KEY.encode() + b"\n", **retired}


def create(folder: Path) -> None:
    """Make a key folder with fresh keys, readable by its owner only; what is there already stays."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    ring = {"current": "k1", "keys": {"k1": base64.b64encode(secrets.token_bytes(32)).decode()}}
    files = {
        "signing.pem": pem,
        "fields.json": json.dumps(ring, indent=1).encode() + b"\n",
        "django.secret": secrets.token_urlsafe(50).encode() + b"\n",
    }
    for name, content in files.items():
        _write_new(folder / name, content)


def _write_new(path: Path, content: bytes) -> None:
    """Write the file whole or not at all, and never over another."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def key_folder() -> Path:
    """The key folder of this deployment."""
    return Path(settings.COORUM_KEYS)


def _secret(variable: str, name: str) -> bytes:
    if given := os.environ.get(variable):
        return given.encode()
    path = key_folder() / name
    try:
        if settings.COORUM_MODE == "prod" and path.stat().st_mode & 0o007:
            raise ImproperlyConfigured(f"Everybody on this machine may read {path}: make it mode 600.")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ImproperlyConfigured(f"The key file {path} cannot be read: {reason}.") from error


def _public(path: Path) -> bytes:
    try:
        public = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise ImproperlyConfigured(f"{path} holds no public key in PEM.") from error
    if not isinstance(public, Ed25519PublicKey):
        raise ImproperlyConfigured(f"{path} holds a key that is not Ed25519.")
    return public.public_bytes_raw()


@lru_cache(maxsize=4)
def _ring(text: bytes) -> FieldKeys:
    try:
        given = json.loads(text)
        keys = {str(name): base64.b64decode(key, validate=True) for name, key in given["keys"].items()}
        ring = FieldKeys(str(given["current"]), keys)
    except (ValueError, TypeError, KeyError, AttributeError, binascii.Error) as error:
        raise ImproperlyConfigured('fields.json must look like {"current": "k1", "keys": {"k1": "…"}}.') from error
    for name, key in keys.items():
        if not re.fullmatch("[A-Za-z0-9_-]{1,32}", name) or len(key) != 32:
            raise ImproperlyConfigured(
                f"The key {name!r} in fields.json must be 32 bytes in base64, under a plain name."
            )
    if ring.current not in keys:
        raise ImproperlyConfigured(f"fields.json says to seal with {ring.current!r}, which is not among its keys.")
    return ring
