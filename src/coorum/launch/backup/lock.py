"""What locks a backup: a key file, or a passphrase. Each archive gets a key of its own from it, by a salt of its own.

A key file is 32 random bytes in base64 (HKDF-SHA-256, RFC 5869); a passphrase is stretched by scrypt (RFC 7914) with 64 MiB.
Whoever loses both loses every backup; nobody else can open one.
"""

import base64
import binascii
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from coorum.launch.trouble import Trouble

PASSPHRASE, KEY_FILE = "COORUM_BACKUP_PASSPHRASE", "COORUM_BACKUP_KEY"
SHORTEST = 12
COST = {"n": 1 << 16, "r": 8, "p": 1}


@dataclass(frozen=True)
class Lock:
    """The secret, and how a key is drawn from it: `hkdf` or `scrypt`."""

    secret: bytes
    way: str

    def new_header(self) -> dict[str, object]:
        """What an archive says openly: the way and the salt."""
        return {"way": self.way, "salt": secrets.token_hex(32), **(COST if self.way == "scrypt" else {})}

    def key_for(self, header: dict[str, object]) -> bytes:
        """The AES-256 key of the archive with that header. `Trouble` where it was locked in the other way."""
        if header["way"] != self.way:
            wanted = f"a key file ({KEY_FILE})" if header["way"] == "hkdf" else f"a passphrase ({PASSPHRASE})"
            raise Trouble(f"This backup was locked with {wanted}.")
        salt = bytes.fromhex(str(header["salt"]))
        if self.way == "hkdf":
            return HKDF(SHA256(), 32, salt, b"coorum backup 1").derive(self.secret)
        cost = {name: int(str(header[name])) for name in COST}
        if cost["n"] * cost["r"] > 1 << 22:  # a forged header must not eat the machine's memory
            raise Trouble("This is no backup of coorum.")
        return Scrypt(salt, 32, **cost).derive(self.secret)


def lock_from(key_file: Path | None) -> Lock:
    """The lock that the command line or the environment names; `Trouble` without one."""
    if key_file is None and (passphrase := os.environ.get(PASSPHRASE)):
        if len(passphrase) < SHORTEST:
            raise Trouble(f"The passphrase in {PASSPHRASE} is short: take {SHORTEST} characters or more.")
        return Lock(passphrase.encode(), "scrypt")
    path = key_path(key_file)
    if not path.is_file():
        raise Trouble(
            "Backups are always locked: make a key with “coorum backup --make-key FILE” and name it by --key."
        )
    try:
        secret = base64.b64decode(path.read_text().strip(), validate=True)
    except (binascii.Error, UnicodeDecodeError):
        secret = b""
    if len(secret) != 32:
        raise Trouble(f"{path} holds no key for backups.")
    return Lock(secret, "hkdf")


def key_path(key_file: Path | None) -> Path:
    """The key file that the command line or the environment names."""
    return key_file or Path(os.environ.get(KEY_FILE, ""))


def make_key(path: Path) -> None:
    """A fresh key file, readable by its owner only; `Trouble` where there is one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Trouble(f"{path} is there already, and is never written over: old backups need it.") from None
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(secrets.token_bytes(32)) + b"\n")
        os.fsync(file.fileno())


def header_bytes(header: dict[str, object]) -> bytes:
    return json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
